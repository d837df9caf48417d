import fc from "fast-check";

import { LANDMARK_COUNT } from "../../../src/base/landmarks.ts";
import { PICTURE_COLUMNS, PICTURE_ROWS } from "../../../src/base/picture-sample.ts";
import type { TraceFrame } from "../../../src/base/trace-frame.ts";
import { planNormal } from "../../dsp/seeded-noise.ts";
import { bedFrames, heart } from "../../vitals/made-frames.ts";

export const REGIONS = 6;
const COLUMNS = 5;
const ROWS = 4;

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const floats = (length: number) =>
  fc.float32Array({ minLength: length, maxLength: length, noNaN: true, noDefaultInfinity: true });
const doubles = (length: number) =>
  fc.float64Array({ minLength: length, maxLength: length, noNaN: true, noDefaultInfinity: true });
const bytes = (length: number, max: number) => fc.uint8Array({ minLength: length, maxLength: length, max });

const mesh = fc.record({ score: share, widthPx: number, points: floats(LANDMARK_COUNT * 3) });
const motion = fc.record({
  tMs: number,
  widthPx: number,
  heightPx: number,
  columns: fc.constant(COLUMNS),
  rows: fc.constant(ROWS),
  cellPx: number,
  leftPx: number,
  topPx: number,
  xPx: floats(COLUMNS * ROWS),
  yPx: floats(COLUMNS * ROWS),
  qualityX: floats(COLUMNS * ROWS),
  qualityY: floats(COLUMNS * ROWS),
});
const picture = fc.record({
  cells: doubles(PICTURE_ROWS * PICTURE_COLUMNS),
  level: number,
  darkShare: share,
  brightShare: share,
  frozenShare: fc.option(share),
  blurPx: fc.option(number),
});

const place = fc.record({ xPx: number, yPx: number, sizePx: number });
const sight = fc.record({
  place: fc.option(place),
  found: fc.boolean(),
  others: fc.option(fc.array(place, { maxLength: 3 })),
});

const network = fc.record({
  name: fc.string({ maxLength: 12 }),
  bandBpm: fc.tuple(number, number),
  samples: fc.array(fc.record({ tMs: number, bvp: number }), { maxLength: 4 }),
  note: fc.option(fc.string({ maxLength: 20 })),
});

/** Any frame that a bed could make, properties that may be absent absent or not. */
export const anyFrame: fc.Arbitrary<TraceFrame> = fc.record(
  {
    tMs: number,
    durationMs: number,
    keyframe: fc.boolean(),
    rgb: doubles(REGIONS * 3),
    usable: bytes(REGIONS, 1),
    refusals: bytes(REGIONS, 5),
    mouthCovered: fc.boolean(),
    room: fc.option(fc.tuple(number, number, number)),
    head: fc.option(fc.record({ xPx: number, yPx: number, widthPx: number })),
    mesh: fc.option(mesh),
    motion: fc.option(motion),
    picture,
    sight,
    packetBytes: number,
    lagMs: number,
    leftOutFrames: fc.integer({ min: 1, max: 90 }),
    network,
  },
  { requiredKeys: ["tMs", "durationMs", "keyframe", "rgb", "usable", "room", "head"] },
);

/** Seconds of a bed with a pulse, a mesh in every other frame and movement of tissue in every third. */
export function runFrames(seconds: number, bpm = 78): TraceFrame[] {
  const normal = planNormal(11);
  const cells = () => Float32Array.from({ length: 12 * 8 }, normal);
  return bedFrames({ seconds, pulse: heart(bpm) }).map((frame, i): TraceFrame => {
    const points = Float32Array.from({ length: LANDMARK_COUNT * 3 }, (_, p) => 100 + p + normal());
    const grid = { widthPx: 640, heightPx: 480, columns: 12, rows: 8, cellPx: 48, leftPx: 32, topPx: 48 };
    const still = { xPx: cells(), yPx: cells(), qualityX: cells().fill(4), qualityY: cells().fill(4) };
    return {
      ...frame,
      refusals: new Uint8Array(frame.usable.length),
      mesh: i % 2 === 0 ? { points, score: 0.9 + 0.01 * normal(), widthPx: 200 } : null,
      motion: i % 3 === 0 ? { tMs: frame.tMs, ...grid, ...still } : null,
    };
  });
}
