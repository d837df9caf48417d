import { CHIN_FADES, type Curve, heightOf, JAW, LIPS, MOUTH, smoothStep, WIDEST_PX } from "./face-geometry.ts";

/**
 * Where a point of a moved face comes from: `y` in the portrait at the same x, and a second source that covers it with the
 * weight `cover` (an edge runs through the point). `gap` 0..1 is the share of the mouth's dark inside instead.
 */
export interface Origin {
  y: number;
  coverY: number;
  cover: number;
  gap: number;
  /** How deep inside the open mouth, 0 at the teeth .. 1 at the lower lip. */
  depth: number;
}

/** Height of the skin over an eye that a falling lid draws along, and of the lashes that it carries down as they are. */
const LID_SKIN_PX = 6.5;
const LASHES_PX = 2;

/** A lid that falls by a share of the eye's opening. @param pixel size of a pixel of the picture, for soft edges. */
export function lidOrigin(
  lids: { readonly upper: Curve; readonly lower: Curve },
  shut: number,
  x: number,
  y: number,
  pixel: number,
  out: Origin,
): void {
  if (x <= lids.upper[0] || x >= lids.upper[lids.upper.length - 2]) return;
  const upper = heightOf(lids.upper, x);
  const falls = shut * Math.max(0, heightOf(lids.lower, x) - upper);
  const top = upper - LID_SKIN_PX;
  if (y <= top || y >= upper + falls + pixel) return;
  const moved = (from: number) => from + falls * smoothStep(top, upper - LASHES_PX, from);
  out.coverY = y >= upper + falls ? upper : solve(moved, top, upper, y);
  out.cover = Math.min(1, Math.max(0, (upper + falls - y) / pixel + 0.5));
}

/** The lower lip and the chin under it, moved down (jaw above 0) or the lip up over the teeth (below 0). */
export function jawOrigin(jaw: number, x: number, y: number, pixel: number, out: Origin): void {
  const upper = heightOf(LIPS.upper, x);
  const lower = heightOf(LIPS.lower, x);
  const opens = jaw > 0;
  const across = ((x - MOUTH.x) / MOUTH.halfX) ** 2;
  const lip = opens ? WIDEST_PX * jaw * Math.max(0, 1 - across) : jaw * Math.max(0, lower - upper);
  const side = (x - JAW.x) / JAW.reachX;
  const chin = opens && Math.abs(side) < 1 ? WIDEST_PX * jaw * (1 - side * side) ** 2 : 0;
  const moved = (from: number) => {
    const down = smoothStep(lower, CHIN_FADES.fromY, from);
    return from + (lip * (1 - down) + chin * down) * (1 - smoothStep(CHIN_FADES.fromY, CHIN_FADES.toY, from));
  };
  const edge = lower + lip;
  if (y <= Math.min(lower, edge) - pixel || y >= CHIN_FADES.toY) return;
  out.coverY = y <= edge ? lower : solve(moved, lower, CHIN_FADES.toY, y);
  out.cover = Math.min(1, Math.max(0, (y - edge) / pixel + 0.5));
  if (lip <= 0) return;
  out.gap = Math.min(1, Math.max(0, (y - lower) / pixel + 0.5)) * Math.min(1, lip / (2 * pixel));
  out.depth = Math.min(1, Math.max(0, (y - lower) / lip));
}

/** Where a rising function reaches a value between two places; halved until it is a 500th of a pixel. */
function solve(f: (y: number) => number, from: number, to: number, value: number): number {
  let low = from;
  let high = to;
  while (high - low > 0.002) {
    const middle = (low + high) / 2;
    if (f(middle) < value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
