import type { Frame } from "../../src/base/frame.ts";

export interface TextureShot {
  readonly tMs: number;
  /** Displacement of the texture, px. */
  readonly x?: number;
  readonly y?: number;
  /** Light: the texture's values times `gain` plus `offset`. */
  readonly gain?: number;
  readonly offset?: number;
  /** Standard deviation of the sensor's noise, grey levels, and its seed. */
  readonly noise?: number;
  readonly seed?: number;
  /** Columns from here on show an even grey instead. */
  readonly coveredFrom?: number;
}

/** Wavelengths in px and phases: a few in each cell of 32 px, none near the reduced picture's limit of 8. */
const WAVES = [
  { across: 47, down: 31, phase: 0.3, size: 22 },
  { across: 29, down: 61, phase: 1.9, size: 18 },
  { across: 83, down: 23, phase: 4.1, size: 16 },
] as const;

const DEVIATES = Float64Array.from({ length: 65_537 }, gaussian(99));

/** One grey frame of a texture in closed form, moved by any part of a pixel. */
export function textureFrame(widthPx: number, heightPx: number, shot: TextureShot): Frame {
  const { tMs, x = 0, y = 0, gain = 1, offset = 0, noise = 0, seed = 1, coveredFrom = widthPx } = shot;
  const data = new Uint8Array(widthPx * heightPx);
  const columns = WAVES.map(({ across, phase }) =>
    Float64Array.from({ length: widthPx }, (_, i) => Math.sin((2 * Math.PI * (i - x)) / across + phase)),
  );
  // Deviates from a place in a table that the seed tells: drawing each would take longer than all that is tested.
  let place = (Math.imul(seed + 1, 2654435761) >>> 0) % DEVIATES.length;
  for (let row = 0; row < heightPx; row++) {
    const [a, b, c] = WAVES.map(
      ({ down, phase, size }) => size * Math.cos((2 * Math.PI * (row - y)) / down + 2 * phase),
    );
    for (let i = 0; i < widthPx; i++) {
      const texture = i < coveredFrom ? a * columns[0][i] + b * columns[1][i] + c * columns[2][i] : 0;
      data[row * widthPx + i] = gain * (120 + texture) + offset + noise * DEVIATES[place] + 0.5;
      if (++place === DEVIATES.length) place = 0;
    }
  }
  return {
    tMs,
    durationMs: 33,
    keyframe: false,
    widthPx,
    heightPx,
    rotationDeg: 0,
    colour: { model: "gray", range: "full", matrix: "bt601" },
    channels: [{ data, offset: 0, strideBytes: widthPx, stepBytes: 1, shiftX: 0, shiftY: 0 }],
  };
}

/** Seeded normal deviates: sums of four uniform ones are near enough for noise. */
function gaussian(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return () => (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3);
}
