import { MessageReader } from "@foxglove/rosmsg2-serialization";
import fc from "fast-check";
import { expect, test } from "vitest";

import type { FacePlace } from "../../../src/base/face-sight.ts";
import type { TraceFrame } from "../../../src/base/trace-frame.ts";
import { CdrWriter } from "../../../src/bed/recording/cdr.ts";
import { decodeTrace, encodeTrace } from "../../../src/bed/recording/trace-message.ts";
import { TRACE_SCHEMA } from "../../../src/bed/recording/trace-schema.ts";

import { anyFrame, REGIONS } from "./made-frames.ts";

/** The schema's text as definitions: one block a message, one field a line. */
function definitions(text: string): ConstructorParameters<typeof MessageReader>[0] {
  return text.split(/^=+$/m).map((block) => {
    const lines = block.split("\n").map((line) => line.replace(/#.*/, "").trim());
    const name = lines.find((line) => line.startsWith("MSG: "))?.slice("MSG: ".length);
    const fields = lines.flatMap((line) => /^([A-Za-z0-9]+)(\[\])? ([a-z_]+)$/.exec(line) ?? []);
    const parsed = Array.from({ length: fields.length / 4 }, (_, i) => {
      const [, type, list, field] = fields.slice(4 * i, 4 * i + 4);
      const isComplex = /^[A-Z]/.test(type);
      return { name: field, type: isComplex ? `afar_msgs/${type}` : type, isComplex, isArray: list !== undefined };
    });
    return { ...(name === undefined ? {} : { name }), definitions: parsed };
  });
}

const writer = new CdrWriter();
const bytesOf = (frame: TraceFrame, landmarks = true) => encodeTrace(writer, frame, landmarks).slice();

test("a frame comes back from its message as it was, absent properties absent", () => {
  fc.assert(fc.property(anyFrame, (frame) => void expect(decodeTrace(bytesOf(frame), REGIONS)).toEqual(frame)));
});

test("a message that lies at any place of a larger memory reads the same", () => {
  fc.assert(
    fc.property(anyFrame, fc.nat(16), (frame, offset) => {
      const bytes = bytesOf(frame);
      const larger = new Uint8Array(bytes.length + offset);
      larger.set(bytes, offset);
      expect(decodeTrace(larger.subarray(offset), REGIONS)).toEqual(frame);
    }),
    { numRuns: 20 },
  );
});

test("Foxglove's own reader finds the same numbers by the schema's text alone", () => {
  const reader = new MessageReader(definitions(TRACE_SCHEMA));
  const list = <T>(value: T | null | undefined) => (value === null || value === undefined ? [] : [value]);
  const placeOf = ({ xPx, yPx, sizePx }: FacePlace) => ({ x_px: xPx, y_px: yPx, size_px: sizePx });
  fc.assert(
    fc.property(anyFrame, (frame) => {
      const { tMs, mesh, motion, picture, sight, head } = frame;
      expect(reader.readMessage(bytesOf(frame))).toEqual({
        t_ms: tMs,
        duration_ms: frame.durationMs,
        keyframe: frame.keyframe,
        rgb: frame.rgb,
        usable: frame.usable,
        refusals: frame.refusals ?? new Uint8Array(0),
        mouth_covered: frame.mouthCovered === undefined ? 2 : Number(frame.mouthCovered),
        room: Float64Array.from(frame.room ?? []),
        head: list(head).map(({ xPx, yPx, widthPx }) => ({ x_px: xPx, y_px: yPx, width_px: widthPx })),
        mesh_recorded: mesh !== undefined,
        mesh: list(mesh).map(({ score, widthPx, points }) => ({ score, width_px: widthPx, points })),
        motion_recorded: motion !== undefined,
        motion: list(motion).map((cells) => ({
          t_ms: cells.tMs,
          width_px: cells.widthPx,
          height_px: cells.heightPx,
          columns: cells.columns,
          rows: cells.rows,
          cell_px: cells.cellPx,
          left_px: cells.leftPx,
          top_px: cells.topPx,
          x_px: cells.xPx,
          y_px: cells.yPx,
          quality_x: cells.qualityX,
          quality_y: cells.qualityY,
        })),
        picture: list(picture).map((sample) => ({
          cells: sample.cells,
          level: sample.level,
          dark_share: sample.darkShare,
          bright_share: sample.brightShare,
          frozen_share: Float64Array.from(list(sample.frozenShare)),
          blur_px: Float64Array.from(list(sample.blurPx)),
        })),
        sight: list(sight).map(({ place, found, others }) => ({
          place: list(place).map(placeOf),
          found,
          looked: others !== null,
          others: (others ?? []).map(placeOf),
        })),
        packet_bytes: Float64Array.from(list(frame.packetBytes)),
        lag_ms: Float64Array.from(list(frame.lagMs)),
        left_out_frames: Float64Array.from(list(frame.leftOutFrames)),
      });
    }),
  );
});

test("without landmarks the mesh is absent, and nothing else", () => {
  fc.assert(
    fc.property(anyFrame, (frame) => {
      const { mesh: _, ...rest } = frame;
      expect(decodeTrace(bytesOf(frame, false), REGIONS)).toEqual(rest);
    }),
    { numRuns: 20 },
  );
});

test("a message from before left-out frames were counted reads as one without any", () => {
  fc.assert(
    fc.property(anyFrame, ({ leftOutFrames: _, ...frame }) => {
      const bytes = bytesOf(frame);
      expect(decodeTrace(bytes.subarray(0, bytes.length - 4), REGIONS)).toEqual(frame);
    }),
    { numRuns: 20 },
  );
});

test("a property that no recording knows is refused instead of lost", () => {
  const [frame] = fc.sample(anyFrame, 1);
  expect(() => bytesOf({ ...frame, colour: 1 } as TraceFrame)).toThrow(/no place for colour/);
});

test("bytes that were cut or changed give a frame of finite numbers or a RangeError, nothing else", () => {
  fc.assert(
    fc.property(anyFrame, fc.nat(), fc.nat(), fc.nat(255), (frame, cut, at, value) => {
      const bytes = bytesOf(frame);
      bytes[at % bytes.length] = value;
      try {
        const { rgb, usable, tMs } = decodeTrace(bytes.subarray(0, 1 + (cut % bytes.length)), REGIONS);
        expect([rgb.length, usable.length, Number.isFinite(tMs)]).toEqual([3 * REGIONS, REGIONS, true]);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
  );
});
