/**
 * Light of the room behind the patient at a point of the upright scene, in portrait pixels from the middle of the face:
 * a wall that darkens downwards, a rail, the head of a bed and a pillow. Everything in it stands still.
 *
 * Writes linear red, green, blue to `out[at ..]`.
 */
export function roomLight(x: number, y: number, out: Float32Array, at: number): void {
  const plaster = 1 + 0.035 * roughness(x * 0.9, y * 0.9) + 0.03 * roughness(x * 0.17 + 40, y * 0.17);
  const shade = (0.42 - 0.0005 * y) * plaster;
  let red = shade * 0.98;
  let green = shade * 1.0;
  let blue = shade * 0.97;
  // Rail along the wall.
  const rail = edge(x, -1e4, 1e4) * edge(y, -78, -66);
  [red, green, blue] = mix(red, green, blue, rail, 0.24, 0.29, 0.31);
  // A picture frame far left, so that the room has corners for anyone who tracks it.
  const frame = edge(x, -150, -108) * edge(y, -58, 2);
  [red, green, blue] = mix(red, green, blue, frame, 0.1, 0.13, 0.18);
  const print = edge(x, -146, -112) * edge(y, -54, -2);
  const leaf = 0.3 + 0.12 * roughness(x * 0.4, y * 0.4);
  [red, green, blue] = mix(red, green, blue, print, leaf * 0.8, leaf, leaf * 0.9);
  // Head of the bed, then the pillow before it.
  const grain = 1 + 0.1 * roughness(x * 0.06, y * 1.3);
  const board = edge(x, -128, 128) * edge(y, 22, 1e4);
  [red, green, blue] = mix(red, green, blue, board, 0.25 * grain, 0.17 * grain, 0.1 * grain);
  const linen = 1 + 0.05 * roughness(x * 0.12, y * 0.3);
  const pillow = softBox(x, y - 75, 104, 48);
  [red, green, blue] = mix(red, green, blue, pillow, 0.6 * linen, 0.62 * linen, 0.64 * linen);
  out[at] = red;
  out[at + 1] = green;
  out[at + 2] = blue;
}

function mix(
  r: number,
  g: number,
  b: number,
  share: number,
  r1: number,
  g1: number,
  b1: number,
): [number, number, number] {
  return [r + (r1 - r) * share, g + (g1 - g) * share, b + (b1 - b) * share];
}

/** 1 between two limits, 0 outside, with an edge a pixel wide. */
function edge(v: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, v - from + 0.5)) * Math.min(1, Math.max(0, to - v + 0.5));
}

function softBox(x: number, y: number, halfX: number, halfY: number): number {
  const r = (Math.abs(x) / halfX) ** 4 + (Math.abs(y) / halfY) ** 4;
  return Math.min(1, Math.max(0, (1.06 - r) / 0.12));
}

/** Smooth noise of about -1..1 on a lattice of whole numbers. */
export function roughness(x: number, y: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const fx = ease(x - ix);
  const fy = ease(y - iy);
  const top = lattice(ix, iy) + (lattice(ix + 1, iy) - lattice(ix, iy)) * fx;
  const bottom = lattice(ix, iy + 1) + (lattice(ix + 1, iy + 1) - lattice(ix, iy + 1)) * fx;
  return top + (bottom - top) * fy;
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}

function lattice(x: number, y: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h ^= h >>> 12;
  return (h >>> 0) / 2147483648 - 1;
}
