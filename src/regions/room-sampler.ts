import type { Channel, Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";

import { meanToRgb } from "./colour-matrix.ts";

/** Distance between sampled pixels: a few thousand samples average the noise of a whole room away. */
const GRID_PX = 8;
/** Place of the first of them. */
const FIRST_PX = GRID_PX >> 1;
/** The person is taken to reach this many face widths to either side, and down to the frame's edge. */
const PERSON_HALF_WIDTHS = 1.1;
/** Fewer samples than this say nothing about the room. */
const MIN_SAMPLES = 200;

/**
 * Mean R, G, B (0..255) of what is not the patient: the reference for lamps, exposure and compression, which change room and
 * skin alike. Null where the patient fills the view, or the frame is so small that too few samples remain.
 *
 * Without a face the whole frame is taken. `face` in pixels of the stored frame, in any rotation. Allocates the result.
 */
export function sampleRoom(frame: Frame, face: FaceLandmarks | null): [number, number, number] | null {
  const box = face ? personBox(frame, face) : null;
  const columns = Math.ceil((frame.widthPx - FIRST_PX) / GRID_PX);
  const rows = Math.ceil((frame.heightPx - FIRST_PX) / GRID_PX);
  const hidden = box ? gridInside(box, columns, rows) : null;
  const samples = columns * rows - (hidden ? (hidden.right - hidden.left) * (hidden.bottom - hidden.top) : 0);
  if (samples < MIN_SAMPLES) return null;
  const rgb = new Float64Array(3);
  const [a, b, c] = frame.channels.map((channel) => sumAround(channel, hidden, columns, rows) / samples);
  meanToRgb(frame.colour, [a, b, c], rgb, 0);
  return [rgb[0], rgb[1], rgb[2]];
}

/** Points of the grid, or pixels, from left and top to before right and bottom. */
interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Sum of a channel's samples at the points of the grid that are not hidden. */
function sumAround(channel: Channel, hidden: Box | null, columns: number, rows: number): number {
  if (!hidden) return sumGrid(channel, 0, 0, columns, rows);
  const { left, top, right, bottom } = hidden;
  return (
    sumGrid(channel, 0, 0, columns, top) +
    sumGrid(channel, 0, top, left, bottom) +
    sumGrid(channel, right, top, columns, bottom) +
    sumGrid(channel, 0, bottom, columns, rows)
  );
}

function sumGrid(
  { data, offset, strideBytes, stepBytes, shiftX, shiftY }: Channel,
  left: number,
  top: number,
  right: number,
  bottom: number,
): number {
  let sum = 0;
  for (let row = top; row < bottom; row++) {
    const line = offset + ((row * GRID_PX + FIRST_PX) >> shiftY) * strideBytes;
    let at = line + ((left * GRID_PX + FIRST_PX) >> shiftX) * stepBytes;
    const end = line + ((right * GRID_PX + FIRST_PX) >> shiftX) * stepBytes;
    for (const step = (GRID_PX >> shiftX) * stepBytes; at < end; at += step) sum += data[at];
  }
  return sum;
}

/** Points of the grid that lie within a box. */
function gridInside(box: Box, columns: number, rows: number): Box {
  const after = (px: number, most: number) => Math.min(most, Math.max(0, Math.floor((px - FIRST_PX) / GRID_PX) + 1));
  const until = (px: number, least: number, most: number) =>
    Math.max(least, Math.min(most, Math.ceil((px - FIRST_PX) / GRID_PX)));
  const left = after(box.left, columns);
  const top = after(box.top, rows);
  return { left, top, right: until(box.right, left, columns), bottom: until(box.bottom, top, rows) };
}

/** Head and body: from the head towards the side on which the chin lies, to the frame's edge. */
function personBox(frame: Frame, face: FaceLandmarks) {
  const at = (index: number) => [face.points[index * 3], face.points[index * 3 + 1]] as const;
  const [topX, topY] = at(10);
  const [chinX, chinY] = at(152);
  const reach = PERSON_HALF_WIDTHS * face.widthPx;
  const box = {
    left: Math.min(topX, chinX) - reach,
    right: Math.max(topX, chinX) + reach,
    top: Math.min(topY, chinY) - reach,
    bottom: Math.max(topY, chinY) + reach,
  };
  if (Math.abs(chinY - topY) > Math.abs(chinX - topX)) {
    if (chinY > topY) box.bottom = frame.heightPx;
    else box.top = 0;
  } else if (chinX > topX) box.right = frame.widthPx;
  else box.left = 0;
  return box;
}
