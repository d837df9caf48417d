import type { ColourFormat } from "../base/frame.ts";

/** Weights of red and blue in luma. Source: ITU-R BT.601, BT.709, BT.2020 (non-constant luminance). */
const LUMA_WEIGHTS = {
  bt601: { red: 0.299, blue: 0.114 },
  bt709: { red: 0.2126, blue: 0.0722 },
  bt2020: { red: 0.2627, blue: 0.0593 },
} as const;

/**
 * Raw Y, U, V to R, G, B in 0..1; what leaves that range is clipped.
 *
 * `red` holds Y on entry; `red`, `green`, `blue`: [side, side]; `u`, `v`: [side / 2, side / 2].
 */
export function yuvToRgb(
  { range, matrix }: ColourFormat,
  red: Float32Array,
  green: Float32Array,
  blue: Float32Array,
  u: Float32Array,
  v: Float32Array,
  side: number,
): void {
  const { scale, black } = lumaScale(range);
  const weights = LUMA_WEIGHTS[matrix];
  const chroma = range === "limited" ? 1 / 224 : 1 / 255;
  const redOfV = 2 * (1 - weights.red) * chroma;
  const blueOfU = 2 * (1 - weights.blue) * chroma;
  const greenWeight = 1 - weights.red - weights.blue;
  const greenOfV = (redOfV * weights.red) / greenWeight;
  const greenOfU = (blueOfU * weights.blue) / greenWeight;
  const half = side >> 1;
  for (let row = 0, at = 0; row < side; row++) {
    const line = (row >> 1) * half;
    for (let column = 0; column < side; column++, at++) {
      const y = (red[at] - black) * scale;
      const blueness = u[line + (column >> 1)] - 128;
      const redness = v[line + (column >> 1)] - 128;
      red[at] = clip(y + redOfV * redness);
      green[at] = clip(y - greenOfU * blueness - greenOfV * redness);
      blue[at] = clip(y + blueOfU * blueness);
    }
  }
}

/** Raw samples of all three planes to 0..1. */
export function rgbToRgb(planes: Float32Array): void {
  for (let i = 0; i < planes.length; i++) planes[i] /= 255;
}

/** Raw Y in `red` to three equal planes, 0..1. */
export function grayToRgb({ range }: ColourFormat, red: Float32Array, green: Float32Array, blue: Float32Array): void {
  const { scale, black } = lumaScale(range);
  for (let i = 0; i < red.length; i++) red[i] = clip((red[i] - black) * scale);
  green.set(red);
  blue.set(red);
}

function lumaScale(range: ColourFormat["range"]) {
  return range === "limited" ? { scale: 1 / 219, black: 16 } : { scale: 1 / 255, black: 0 };
}

function clip(value: number): number {
  return Math.max(0, Math.min(value, 1));
}
