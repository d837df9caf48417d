/** Part of the view, in units of its height. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 0.12;
/** The face may fill between these shares of the crop before the crop follows. */
const SMALLEST_FILL = 0.5;

/**
 * The part of the view to draw so that the face fills it: keeps still while the face stays inside and does not change much in
 * size, since a plot that follows every nod hides the nod.
 *
 * `lines`: x0, y0, x1, y1, ... as shares of the view; `aspect`: its width over its height. Null without a point.
 */
export function cropAround(last: Crop | null, lines: readonly (readonly number[])[], aspect: number): Crop | null {
  const xs = lines.flatMap((line) => line.filter((_, i) => i % 2 === 0)).map((x) => x * aspect);
  const ys = lines.flatMap((line) => line.filter((_, i) => i % 2 === 1));
  if (xs.length === 0 || ys.length === 0) return null;
  const left = Math.min(...xs);
  const right = Math.max(...xs);
  const top = Math.min(...ys);
  const bottom = Math.max(...ys);
  const size = Math.max(right - left, bottom - top);
  const inside =
    last !== null &&
    left >= last.x &&
    right <= last.x + last.width &&
    top >= last.y &&
    bottom <= last.y + last.height &&
    size >= SMALLEST_FILL * Math.max(last.width, last.height);
  if (inside) return last;
  const side = size * (1 + 2 * MARGIN);
  return { x: (left + right - side) / 2, y: (top + bottom - side) / 2, width: side, height: side };
}

/** SVG `points` of a line, in units of the view's height. */
export function svgPoints(line: readonly number[], aspect: number): string {
  const points: string[] = [];
  for (let i = 0; i + 1 < line.length; i += 2) {
    points.push(`${((line[i] as number) * aspect).toFixed(4)},${(line[i + 1] as number).toFixed(4)}`);
  }
  return points.join(" ");
}
