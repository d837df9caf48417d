import type { Channel, Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";

import { meanToRgb } from "./colour-matrix.ts";

/** Distance between sampled pixels: a few thousand samples average the noise of a whole room away. */
const GRID_PX = 8;
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
  const sums: [number, number, number] = [0, 0, 0];
  let samples = 0;
  for (let y = GRID_PX >> 1; y < frame.heightPx; y += GRID_PX) {
    for (let x = GRID_PX >> 1; x < frame.widthPx; x += GRID_PX) {
      if (box && x > box.left && x < box.right && y > box.top && y < box.bottom) continue;
      for (let c = 0; c < frame.channels.length; c++) sums[c] += sampleAt(frame.channels[c], x, y);
      samples++;
    }
  }
  if (samples < MIN_SAMPLES) return null;
  const rgb = new Float64Array(3);
  meanToRgb(frame.colour, [sums[0] / samples, sums[1] / samples, sums[2] / samples], rgb, 0);
  return [rgb[0], rgb[1], rgb[2]];
}

function sampleAt(channel: Channel, x: number, y: number): number {
  return channel.data[
    channel.offset + (y >> channel.shiftY) * channel.strideBytes + (x >> channel.shiftX) * channel.stepBytes
  ];
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
