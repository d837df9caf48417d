/** Where the middle of somebody's face is from `atS` on; between two points the way is straight and begins and ends softly. */
export interface PathPoint {
  readonly atS: number;
  /** Shares of the picture's width and height; beyond 0..1 is out of view. */
  readonly x: number;
  readonly y: number;
  /** Tilt of the body about the face, degrees clockwise. */
  readonly tiltDeg: number;
}

/** The place on a path at a time; before its first point the first, after its last the last. `path`: at least one point. */
export function placeOnPath(path: readonly PathPoint[], tS: number): Omit<PathPoint, "atS"> {
  const next = path.findIndex((point) => point.atS > tS);
  if (next === 0) return path[0];
  const from = path.at(next === -1 ? -1 : next - 1) ?? path[0];
  if (next === -1) return from;
  const to = path[next];
  const passed = (tS - from.atS) / (to.atS - from.atS);
  const share = passed * passed * (3 - 2 * passed);
  const between = (a: number, b: number) => a + share * (b - a);
  return { x: between(from.x, to.x), y: between(from.y, to.y), tiltDeg: between(from.tiltDeg, to.tiltDeg) };
}

/** Whether the middle of the face is in the picture; somebody without a path stays where the scene has them. */
export function isInPicture(path: readonly PathPoint[], tS: number): boolean {
  if (path.length === 0) return true;
  const { x, y } = placeOnPath(path, tS);
  return x > 0 && x < 1 && y > 0 && y < 1;
}
