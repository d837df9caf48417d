import type { MotionGrid } from "../traces/motion-buffer.ts";

/** A head in the stored frame, from the mesh: the line from forehead to chin says where the chest is. */
export interface HeadPlace {
  /** Upper end of the forehead (landmark 10), px. */
  readonly topXPx: number;
  readonly topYPx: number;
  /** Chin (landmark 152), px. */
  readonly chinXPx: number;
  readonly chinYPx: number;
  /** Width of the face, px. */
  readonly widthPx: number;
}

/** What a cell most likely shows. */
export type CellPlace = "head" | "chest" | "elsewhere" | "room";

/** Hair and ears reach this many face widths beyond the face's middle line and forehead. */
const HEAD_HALF_WIDTHS = 0.75;
const HAIR_WIDTHS = 0.5;
/** Shoulders reach 1.4 face widths to either side (biacromial breadth 40 cm, face 14 cm), the chest and belly four below the chin. */
const CHEST_HALF_WIDTHS = 1.5;
const CHEST_WIDTHS = 4;
/** Arms and bedding move within this many face widths: only what lies further away is the room. */
const PERSON_HALF_WIDTHS = 2.2;

/** Unit vector from the chin to the forehead: the direction in which a filling chest lifts the shoulders; [0, -1] for a head without height. */
export function headward(head: HeadPlace): readonly [number, number] {
  const x = head.topXPx - head.chinXPx;
  const y = head.topYPx - head.chinYPx;
  const length = Math.hypot(x, y);
  return length > 0 ? [x / length, y / length] : [0, -1];
}

/** What each cell of the grid shows, row-major, by the middle of the cell and the head's own axes, in any rotation. Allocates. */
export function placeCells(grid: MotionGrid, head: HeadPlace): CellPlace[] {
  const [ux, uy] = headward(head);
  const places: CellPlace[] = [];
  const height = Math.hypot(head.topXPx - head.chinXPx, head.topYPx - head.chinYPx);
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const x = grid.leftPx + (column + 0.5) * grid.cellPx - head.chinXPx;
      const y = grid.topPx + (row + 0.5) * grid.cellPx - head.chinYPx;
      const up = x * ux + y * uy;
      const aside = Math.abs(x * uy - y * ux) / head.widthPx;
      places.push(place(up / head.widthPx, aside, height / head.widthPx));
    }
  }
  return places;
}

/** In face widths: above the chin, beside the head's middle line, and the height of the face. */
function place(up: number, aside: number, height: number): CellPlace {
  if (up >= 0 && up < height + HAIR_WIDTHS && aside < HEAD_HALF_WIDTHS) return "head";
  if (up < 0 && up > -CHEST_WIDTHS && aside < CHEST_HALF_WIDTHS) return "chest";
  return aside > PERSON_HALF_WIDTHS || up > height + HAIR_WIDTHS ? "room" : "elsewhere";
}
