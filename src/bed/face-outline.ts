import type { RotationDeg } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";
import type { OutlineMessage } from "../wire/messages.ts";
import { PATCHES } from "../regions/patches.ts";
import { round } from "../vitals/rounding.ts";

/** Five drawings a second follow a turning head; more would only cost bandwidth. */
const INTERVAL_MS = 200;

/** Lines of MediaPipe's mesh that make a face: oval (closed), eyes, brows, lips, nose. */
const LINES: readonly (readonly number[])[] = [
  [
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150,
    136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109, 10,
  ],
  [33, 160, 158, 133, 153, 144, 33],
  [362, 385, 387, 263, 373, 380, 362],
  [70, 63, 105, 66, 107],
  [336, 296, 334, 293, 300],
  [61, 40, 37, 0, 267, 270, 291, 321, 314, 17, 84, 91, 61],
  [168, 6, 197, 195, 5, 4],
  [98, 97, 2, 326, 327],
];

interface View {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rotationDeg: RotationDeg;
}

export interface FaceOutline {
  /** Returns a drawing when one is due, with empty lines where no face is seen. */
  step(tMs: number, view: View, face: FaceLandmarks | null): OutlineMessage | null;
}

/** Plans the small drawing of the face that leaves the bed's process instead of a picture. */
export function planFaceOutline(bed: string): FaceOutline {
  let nextMs = 0;
  return {
    step(tMs, view, face) {
      if (tMs < nextMs) return null;
      nextMs = tMs + INTERVAL_MS - 1;
      const turned = view.rotationDeg === 90 || view.rotationDeg === 270;
      const aspect = turned ? view.heightPx / view.widthPx : view.widthPx / view.heightPx;
      const draw = (indices: readonly number[]) => (face ? place(face, indices, view) : []);
      return {
        kind: "outline",
        bed,
        tMs,
        aspect: round(aspect, 3),
        lines: face ? LINES.map(draw) : [],
        regions: face ? PATCHES.map(({ name, landmarks }) => ({ name, polygon: draw(landmarks) })) : [],
      };
    },
  };
}

/** Places of landmarks in the upright view, x0, y0, x1, ..., as shares of its width and height. */
function place({ points }: FaceLandmarks, indices: readonly number[], view: View): number[] {
  const places = new Array<number>(2 * indices.length);
  for (const [k, index] of indices.entries()) {
    const x = points[index * 3] / view.widthPx;
    const y = points[index * 3 + 1] / view.heightPx;
    const turned = view.rotationDeg === 90 || view.rotationDeg === 270;
    const u = turned ? y : x;
    const v = turned ? x : y;
    places[2 * k] = round(view.rotationDeg === 90 || view.rotationDeg === 180 ? 1 - u : u, 4);
    places[2 * k + 1] = round(view.rotationDeg >= 180 ? 1 - v : v, 4);
  }
  return places;
}
