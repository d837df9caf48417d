import type { ColourFormat } from "../base/frame.ts";

/** Weights of red and blue in luma. Source: ITU-R BT.601, BT.709, BT.2020 (non-constant luminance). */
const LUMA_WEIGHTS = {
  bt601: { red: 0.299, blue: 0.114 },
  bt709: { red: 0.2126, blue: 0.0722 },
  bt2020: { red: 0.2627, blue: 0.0593 },
} as const;

/**
 * Turns three planes of equal length, holding the channels' raw samples 0..255, into R, G, B in 0..1, in place; what
 * leaves that range is clipped. With the model "gray" only the first plane is read.
 */
export function toRgb(colour: ColourFormat, [first, second, third]: readonly Float32Array[]): void {
  const limited = colour.range === "limited" && colour.model !== "rgb";
  const scale = limited ? 1 / 219 : 1 / 255;
  const black = limited ? 16 : 0;
  if (colour.model === "rgb") {
    for (const plane of [first, second, third]) for (let i = 0; i < plane.length; i++) plane[i] *= scale;
    return;
  }
  if (colour.model === "gray") {
    for (let i = 0; i < first.length; i++) first[i] = clip((first[i] - black) * scale);
    second.set(first);
    third.set(first);
    return;
  }
  const { red, blue } = LUMA_WEIGHTS[colour.matrix];
  const chroma = limited ? 1 / 224 : 1 / 255;
  const redOfV = 2 * (1 - red) * chroma;
  const blueOfU = 2 * (1 - blue) * chroma;
  const green = 1 - red - blue;
  const greenOfV = (redOfV * red) / green;
  const greenOfU = (blueOfU * blue) / green;
  for (let i = 0; i < first.length; i++) {
    const y = (first[i] - black) * scale;
    const u = second[i] - 128;
    const v = third[i] - 128;
    first[i] = clip(y + redOfV * v);
    second[i] = clip(y - greenOfU * u - greenOfV * v);
    third[i] = clip(y + blueOfU * u);
  }
}

function clip(value: number): number {
  return Math.max(0, Math.min(value, 1));
}
