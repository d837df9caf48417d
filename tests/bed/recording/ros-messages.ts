import type { MessageReader } from "@foxglove/rosmsg2-serialization";

import type { FacePlace } from "../../../src/base/face-sight.ts";
import type { TraceFrame } from "../../../src/base/trace-frame.ts";

/** The schema's text as definitions: one block a message, one field a line. */
export function definitions(text: string): ConstructorParameters<typeof MessageReader>[0] {
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

const list = <T>(value: T | null | undefined) => (value === null || value === undefined ? [] : [value]);
const placeOf = ({ xPx, yPx, sizePx }: FacePlace) => ({ x_px: xPx, y_px: yPx, size_px: sizePx });

/** A frame as a reader of ROS 2 messages gives it. */
export function asRosMessage(frame: TraceFrame): object {
  const { tMs, mesh, motion, picture, sight, head } = frame;
  return {
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
    network: list(frame.network).map(({ name, bandBpm, samples, note }) => ({
      name: new TextEncoder().encode(name),
      lowest_bpm: bandBpm[0],
      highest_bpm: bandBpm[1],
      samples: samples.map(({ tMs, bvp }) => ({ t_ms: tMs, bvp })),
      silent: note !== null,
      note: new TextEncoder().encode(note ?? ""),
    })),
  };
}
