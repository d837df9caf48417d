import { PICTURE_COLUMNS, PICTURE_ROWS } from "../../src/base/picture-sample.ts";
import { planNormal } from "../dsp/seeded-noise.ts";
import { type PictureWindow, planPictureBuffer } from "../../src/traces/picture-buffer.ts";

interface View {
  readonly rateHz: number;
  readonly seconds: number;
  /** Relative change of the light at a time, s, and height in the view, 0..1. */
  readonly light: (tS: number, height: number) => number;
  /** Standard deviation of a cell's noise in steps of 255. */
  readonly noise?: number;
}

/** What the picture buffer holds of a grey view under changing light. */
export function madeView({ rateHz, seconds, light, noise = 0.2 }: View): PictureWindow {
  const buffer = planPictureBuffer();
  const gaussian = planNormal(7);
  const frames = Math.round(rateHz * seconds);
  for (let i = 0; i < frames; i++) {
    const tS = i / rateHz;
    const cells = Float64Array.from({ length: PICTURE_ROWS * PICTURE_COLUMNS }, (_, cell) => {
      const height = (Math.floor(cell / PICTURE_COLUMNS) + 0.5) / PICTURE_ROWS;
      return 100 * (1 + light(tS, height)) + noise * gaussian();
    });
    buffer.push(1000 * tS, i === 0, {
      cells,
      level: 100,
      darkShare: 0,
      brightShare: 0,
      frozenShare: 0,
      blurPx: null,
    });
  }
  const window = buffer.read(1000 * seconds);
  if (!window) throw new Error("no window");
  return window;
}
