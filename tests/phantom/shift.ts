/** Part of a picture, pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Smooths along rows and columns, so that a central difference is a slope; the same for both pictures, so their shift stays. */
function smooth(luma: Uint8Array, widthPx: number): Float64Array {
  let from = Float64Array.from(luma);
  for (const step of [1, widthPx, 1, widthPx, 1, widthPx]) {
    const to = from.slice();
    for (let i = 3 * step; i < to.length - 3 * step; i++) {
      let sum = 0;
      for (let k = -3; k <= 3; k++) sum += from[i + k * step];
      to[i] = sum / 7;
    }
    from = to;
  }
  return from;
}

/** Movement between two pictures inside a box, pixels: least squares along the slopes of brightness (Lucas-Kanade). */
export function shiftBetween(
  before: Uint8Array,
  after: Uint8Array,
  box: Box,
  widthPx: number,
): { right: number; down: number } {
  const from = smooth(before, widthPx);
  const to = smooth(after, widthPx);
  let [xx, xy, yy, xt, yt] = [0, 0, 0, 0, 0];
  for (let y = box.y; y < box.y + box.h; y++) {
    for (let x = box.x; x < box.x + box.w; x++) {
      const i = y * widthPx + x;
      const across = (from[i + 1] - from[i - 1] + to[i + 1] - to[i - 1]) / 4;
      const down = (from[i + widthPx] - from[i - widthPx] + to[i + widthPx] - to[i - widthPx]) / 4;
      xx += across * across;
      xy += across * down;
      yy += down * down;
      xt += across * (from[i] - to[i]);
      yt += down * (from[i] - to[i]);
    }
  }
  const determinant = xx * yy - xy * xy;
  return { right: (yy * xt - xy * yt) / determinant, down: (xx * yt - xy * xt) / determinant };
}
