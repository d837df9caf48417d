import type { ColourFormat } from "../base/frame.ts";

/** Luma weights Kr and Kb of ITU-R BT.601, BT.709 and BT.2020. */
const LUMA_WEIGHTS = {
  bt601: { kr: 0.299, kb: 0.114 },
  bt709: { kr: 0.2126, kb: 0.0722 },
  bt2020: { kr: 0.2627, kb: 0.0593 },
} as const;

/**
 * Turns the mean of a patch's channels into mean R, G, B on the 0..255 scale. The conversion is linear, so that the mean of
 * the converted pixels and the converted mean are the same but for clipping.
 *
 * `channels`: means of [Y, U, V], [R, G, B] or [Y, any, any], in the codes 0..255 of the frame; gray gives R = G = B. Writes
 * `out[at..at+2]`, not limited to 0..255: codes that no colour has come out beyond. Allocates nothing.
 */
export function meanToRgb(
  format: ColourFormat,
  channels: readonly [number, number, number],
  out: Float64Array,
  at: number,
): void {
  const [a, b, c] = channels;
  if (format.model === "rgb") {
    out[at] = a;
    out[at + 1] = b;
    out[at + 2] = c;
    return;
  }
  const luma = format.range === "full" ? a : ((a - 16) * 255) / 219;
  if (format.model === "gray") {
    out.fill(luma, at, at + 3);
    return;
  }
  const { kr, kb } = LUMA_WEIGHTS[format.matrix];
  const chromaScale = format.range === "full" ? 1 : 255 / 224;
  const cb = (b - 128) * chromaScale;
  const cr = (c - 128) * chromaScale;
  out[at] = luma + 2 * (1 - kr) * cr;
  out[at + 1] = luma - (2 * kb * (1 - kb) * cb + 2 * kr * (1 - kr) * cr) / (1 - kr - kb);
  out[at + 2] = luma + 2 * (1 - kb) * cb;
}
