import type { Channel, Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";
import { PICTURE_COLUMNS, PICTURE_ROWS, type PictureSample } from "../base/picture-sample.ts";

import { type BlurBox, measureBlur } from "./picture-blur.ts";

/** Samples of a cell along each axis: 3000 in the whole view, whose mean has a fiftieth of a pixel's noise. */
const LINES = 4;
const COLUMNS = 16;
/** Focus drifts slowly: more often costs time and tells nothing. */
const BLUR_EVERY_MS = 500;

export interface PictureSampler {
  /** Reads one frame; `face` in pixels of the stored frame. The result's cells are overwritten by the next call. */
  sample(frame: Frame, face: FaceLandmarks | null): PictureSample;
}

/** Plans the measures of the picture as such: brightness by place, clipping, stillness, blur. Allocates once. */
export function planPictureSampler(): PictureSampler {
  const cells = new Float64Array(PICTURE_ROWS * PICTURE_COLUMNS);
  const rows = PICTURE_ROWS * LINES;
  const columns = PICTURE_COLUMNS * COLUMNS;
  const before = new Uint8Array(rows * columns);
  const columnPx = new Int32Array(columns);
  let sampledWidthPx = 0;
  let sampledHeightPx = 0;
  let blurDueMs = 0;

  return {
    sample(frame, face) {
      const { widthPx, heightPx } = frame;
      const { data, offset, strideBytes, stepBytes } = brightnessOf(frame);
      const [low, scale] = frame.colour.range === "limited" ? [16, 255 / 219] : [0, 1];
      const same = widthPx === sampledWidthPx && heightPx === sampledHeightPx;
      if (!same) {
        for (let i = 0; i < columns; i++) columnPx[i] = Math.floor(((i + 0.5) * widthPx) / columns);
        sampledWidthPx = widthPx;
        sampledHeightPx = heightPx;
      }
      // Levels below 2 and above 253 of full range.
      const darkest = low + 2 / scale;
      const brightest = low + 253 / scale;
      let dark = 0;
      let bright = 0;
      let frozen = 0;
      cells.fill(0);
      for (let row = 0, i = 0; row < rows; row++) {
        const line = offset + Math.floor(((row + 0.5) * heightPx) / rows) * strideBytes;
        const firstCell = Math.floor(row / LINES) * PICTURE_COLUMNS;
        for (let cell = 0, column = 0; cell < PICTURE_COLUMNS; cell++) {
          let sum = 0;
          for (const end = column + COLUMNS; column < end; column++, i++) {
            const value = data[line + columnPx[column] * stepBytes];
            sum += value;
            if (value === before[i]) frozen++;
            before[i] = value;
            if (value < darkest) dark++;
            else if (value > brightest) bright++;
          }
          cells[firstCell + cell] += sum;
        }
      }
      let sum = 0;
      for (let i = 0; i < cells.length; i++) {
        cells[i] = Math.max(0, (cells[i] / (LINES * COLUMNS) - low) * scale);
        sum += cells[i];
      }
      const samples = rows * columns;
      const blurDue = frame.tMs >= blurDueMs;
      if (blurDue) blurDueMs = frame.tMs + BLUR_EVERY_MS;
      return {
        cells,
        level: sum / cells.length,
        darkShare: dark / samples,
        brightShare: bright / samples,
        frozenShare: same ? frozen / samples : null,
        blurPx: blurDue ? leastBlur(frame, face) : null,
      };
    },
  };
}

/** Luma of yuv and grey, green of rgb, where most of the light is. */
function brightnessOf(frame: Frame): Channel {
  return frame.channels[frame.colour.model === "rgb" ? 1 : 0];
}

function leastBlur(frame: Frame, face: FaceLandmarks | null): number | null {
  const { widthPx, heightPx } = frame;
  const view = { leftPx: 0, topPx: 0, rightPx: widthPx, bottomPx: heightPx, scalePx: Math.max(widthPx, heightPx) / 4 };
  const boxes = face ? [view, faceBox(frame, face)] : [view];
  const blurs = boxes.map((box) => measureBlur(brightnessOf(frame), box)).filter((blur) => blur !== null);
  return blurs.length === 0 ? null : Math.min(...blurs);
}

/** The face from brow to chin, within the frame. */
function faceBox({ widthPx, heightPx }: Frame, face: FaceLandmarks): BlurBox {
  let [left, top, right, bottom] = [widthPx, heightPx, 0, 0];
  for (let i = 0; i < face.points.length; i += 3) {
    left = Math.min(left, face.points[i]);
    right = Math.max(right, face.points[i]);
    top = Math.min(top, face.points[i + 1]);
    bottom = Math.max(bottom, face.points[i + 1]);
  }
  return {
    leftPx: Math.max(0, Math.floor(left)),
    topPx: Math.max(0, Math.floor(top)),
    rightPx: Math.min(widthPx, Math.ceil(right)),
    bottomPx: Math.min(heightPx, Math.ceil(bottom)),
    scalePx: face.widthPx,
  };
}
