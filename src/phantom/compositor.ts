import { type Layer, MARGIN_PX } from "./layer.ts";
import type { Blood, Scene } from "./scene.ts";

/**
 * Where a layer's sample for a pixel of the picture lies: column = x0 + xx * x + xy * y, row = y0 + yx * x + yy * y, in
 * samples of the layer.
 */
export interface Placement {
  readonly x0: number;
  readonly xx: number;
  readonly xy: number;
  readonly y0: number;
  readonly yx: number;
  readonly yy: number;
}

/** A layer moved by (dx, dy), tilted clockwise by `tilt` radians and scaled by `scale` about a point, all in picture pixels. */
export function placement(
  about: { x: number; y: number },
  dx: number,
  dy: number,
  tilt: number,
  scale: number,
): Placement {
  const cos = Math.cos(tilt) / scale;
  const sin = Math.sin(tilt) / scale;
  return {
    xx: cos,
    xy: sin,
    x0: about.x - cos * (about.x + dx) - sin * (about.y + dy) + MARGIN_PX,
    yx: -sin,
    yy: cos,
    y0: about.y + sin * (about.x + dx) - cos * (about.y + dy) + MARGIN_PX,
  };
}

/** Copies a row of the room, moved by (dx, dy) pixels, to Float32Array [widthPx, 3]. */
export function drawRoomRow(scene: Scene, line: Float32Array, y: number, dx: number, dy: number): void {
  const { room, columns } = scene;
  const width = line.length / 3;
  if (dx === 0 && dy === 0) {
    const start = 3 * ((y + MARGIN_PX) * columns + MARGIN_PX);
    line.set(room.subarray(start, start + 3 * width));
    return;
  }
  const ix = Math.floor(MARGIN_PX - dx);
  const iy = Math.floor(y + MARGIN_PX - dy);
  const fx = MARGIN_PX - dx - ix;
  const fy = y + MARGIN_PX - dy - iy;
  const stride = 3 * columns;
  let at = 3 * (iy * columns + ix);
  for (let i = 0; i < 3 * width; i++, at++) {
    const top = room[at] + (room[at + 3] - room[at]) * fx;
    const bottom = room[at + stride] + (room[at + stride + 3] - room[at + stride]) * fx;
    line[i] = top + (bottom - top) * fy;
  }
}

/**
 * Lays a row of a layer over Float32Array [widthPx, 3], between its samples by bilinear interpolation.
 *
 * @param blood what pulses in the layer, or null.
 * @param loss Float32Array [TRAVEL_LEVELS, 3]: share of the inner light that blood takes now.
 */
export function drawLayerRow(
  scene: { readonly columns: number; readonly rows: number },
  layer: Layer,
  line: Float32Array,
  y: number,
  where: Placement,
  blood: Blood | null,
  loss: Float32Array,
): void {
  const { columns, rows } = scene;
  const { light } = layer;
  const width = line.length / 3;
  const { xx, yx } = where;
  const sx0 = where.x0 + where.xy * y;
  const sy0 = where.y0 + where.yy * y;
  // The layer's rows that this row of the picture can meet, and their columns.
  const syEnd = sy0 + yx * width;
  const firstRow = Math.max(0, Math.floor(Math.min(sy0, syEnd)) - 1);
  const lastRow = Math.min(rows - 1, Math.ceil(Math.max(sy0, syEnd)) + 1);
  let from = columns;
  let to = 0;
  for (let row = firstRow; row <= lastRow; row++) {
    if (layer.to[row] === 0) continue;
    if (layer.from[row] < from) from = layer.from[row];
    if (layer.to[row] > to) to = layer.to[row];
  }
  if (from >= to) return;
  const xStart = Math.max(0, Math.floor((from - 1 - sx0) / xx) - 1);
  const xEnd = Math.min(width, Math.ceil((to + 1 - sx0) / xx) + 1);
  const stride = 4 * columns;
  const highestColumn = columns - 2;
  const highestRow = rows - 2;
  for (let x = xStart; x < xEnd; x++) {
    const sx = sx0 + xx * x;
    const sy = sy0 + yx * x;
    const ix = sx | 0;
    const iy = sy | 0;
    if (sx < 0 || sy < 0 || ix > highestColumn || iy > highestRow) continue;
    const fx = sx - ix;
    const fy = sy - iy;
    const at = 4 * (iy * columns + ix);
    const w11 = fx * fy;
    const w01 = fx - w11;
    const w10 = fy - w11;
    const w00 = 1 - fx - w10;
    const below = at + stride;
    const alpha = w00 * light[at + 3] + w01 * light[at + 7] + w10 * light[below + 3] + w11 * light[below + 7];
    if (alpha < 0.002) continue;
    let r = w00 * light[at] + w01 * light[at + 4] + w10 * light[below] + w11 * light[below + 4];
    let g = w00 * light[at + 1] + w01 * light[at + 5] + w10 * light[below + 1] + w11 * light[below + 5];
    let b = w00 * light[at + 2] + w01 * light[at + 6] + w10 * light[below + 2] + w11 * light[below + 6];
    if (blood !== null) {
      const near = (at >> 2) + (fx >= 0.5 ? 1 : 0) + (fy >= 0.5 ? columns : 0);
      const strength = blood.strength[near];
      if (strength > 0.001) {
        const mirrored = blood.mirrored[near];
        const level = 3 * blood.travel[near];
        r -= strength * (r - mirrored) * loss[level];
        g -= strength * (g - mirrored) * loss[level + 1];
        b -= strength * (b - mirrored) * loss[level + 2];
      }
    }
    const o = 3 * x;
    const rest = 1 - alpha;
    line[o] = line[o] * rest + r;
    line[o + 1] = line[o + 1] * rest + g;
    line[o + 2] = line[o + 2] * rest + b;
  }
}
