import type { Frame } from "../base/frame.ts";
import type { Model, Tensor } from "../inference/runtime.ts";

import { type Crop, cropAtEyes, type Point, toFrame } from "./crop.ts";
import { planCropPacker } from "./crop-packer.ts";

const SIDE = 256;
const VALUES_PER_BOX = 16;
const LEAST_SCORE = 0.5;
const QUARTER_TURNS = [0, 1, 2, 3];
/** Anchors of BlazeFace's back model: cell size in pixels, boxes per cell. */
const LAYERS = [
  { scores: "scores16", boxes: "boxes16", stridePx: 16, perCell: 2 },
  { scores: "scores32", boxes: "boxes32", stridePx: 32, perCell: 6 },
] as const;

/** A face that the detector believes to see. */
export interface Candidate {
  /** Where the mesh should look. */
  readonly crop: Crop;
  readonly centre: Point;
  /** Long side of the face's box, frame pixels. */
  readonly sizePx: number;
  /** The detector's probability, 0..1. */
  readonly score: number;
}

export interface FaceDetector {
  /**
   * Faces in a square of the frame, looked for at all four quarter turns or the given ones; best first, one for each place.
   * `square.angleRad` must be 0. One call at a time.
   */
  detect(frame: Frame, square: Crop, quarterTurns?: readonly number[]): Promise<Candidate[]>;
}

/** BlazeFace, back camera model. Source: Bazarevsky et al. 2019, arXiv:1907.05047. */
export function planFaceDetector(model: Model): FaceDetector {
  const packer = planCropPacker(SIDE);
  const turned = new Float32Array(3 * SIDE * SIDE);
  return {
    async detect(frame, square, allTurns = QUARTER_TURNS) {
      const upright = packer.pack(frame, square);
      blackenOutside(upright, frame, square);
      const found: Candidate[] = [];
      for (const quarterTurns of allTurns) {
        turn(upright, quarterTurns, turned);
        const outputs = await model.run({ input: { data: turned, dims: [1, 3, SIDE, SIDE] } });
        const view = { ...square, angleRad: (quarterTurns * Math.PI) / 2 };
        for (const layer of LAYERS) collect(outputs[layer.scores], outputs[layer.boxes], layer, view, found);
      }
      return bestOfEachPlace(found);
    },
  };
}

/** The square around the whole frame. */
export function wholeFrame({ widthPx, heightPx }: Frame): Crop {
  return { centreX: widthPx / 2, centreY: heightPx / 2, sizePx: Math.max(widthPx, heightPx), angleRad: 0 };
}

/** Writes what a camera turned clockwise by `quarterTurns` would see, scaled to the network's -1..1. */
function turn(from: Float32Array, quarterTurns: number, to: Float32Array): void {
  const last = SIDE - 1;
  const [start, right, down] = [
    [0, 1, SIDE],
    [last, SIDE, -1],
    [last * SIDE + last, -1, -SIDE],
    [last * SIDE, -SIDE, 1],
  ][quarterTurns & 3];
  for (let plane = 0, at = 0; plane < 3; plane++) {
    for (let row = 0; row < SIDE; row++) {
      let source = plane * SIDE * SIDE + start + row * down;
      for (let column = 0; column < SIDE; column++, at++, source += right) to[at] = from[source] * 2 - 1;
    }
  }
}

/** The network was trained with black bars; a repeated edge is taken for a face now and then. */
function blackenOutside(planes: Float32Array, frame: Frame, square: Crop): void {
  const pitch = square.sizePx / SIDE;
  const left = square.centreX - square.sizePx / 2;
  const top = square.centreY - square.sizePx / 2;
  for (let row = 0; row < SIDE; row++) {
    const y = top + (row + 0.5) * pitch;
    for (let column = 0; column < SIDE; column++) {
      const x = left + (column + 0.5) * pitch;
      if (x >= 0 && y >= 0 && x < frame.widthPx && y < frame.heightPx) continue;
      for (let plane = 0; plane < 3; plane++) planes[(plane * SIDE + row) * SIDE + column] = 0;
    }
  }
}

function collect(scores: Tensor, boxes: Tensor, layer: (typeof LAYERS)[number], view: Crop, found: Candidate[]): void {
  const cells = SIDE / layer.stridePx;
  for (let index = 0; index < scores.data.length; index++) {
    const score = 1 / (1 + Math.exp(-scores.data[index]));
    if (score < LEAST_SCORE) continue;
    const cell = Math.floor(index / layer.perCell);
    const anchorX = ((cell % cells) + 0.5) * layer.stridePx;
    const anchorY = (Math.floor(cell / cells) + 0.5) * layer.stridePx;
    const box = boxes.data.subarray(index * VALUES_PER_BOX, (index + 1) * VALUES_PER_BOX);
    const at = (value: number): Point =>
      toFrame(view, (box[value] + anchorX) / SIDE, (box[value + 1] + anchorY) / SIDE);
    // Box centre, width, height, then six points: right eye, left eye, nose, mouth and the ears.
    const sizePx = (Math.max(box[2], box[3]) / SIDE) * view.sizePx;
    const centre = at(0);
    found.push({ score, sizePx, centre, crop: cropAtEyes(centre, sizePx, at(4), at(6)) });
  }
}

/** Of candidates closer to each other than half a face only the best stays. */
function bestOfEachPlace(found: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of [...found].sort((a, b) => b.score - a.score)) {
    const taken = kept.some(
      ({ centre, sizePx }) =>
        Math.hypot(centre.x - candidate.centre.x, centre.y - candidate.centre.y) <
        Math.max(sizePx, candidate.sizePx) / 2,
    );
    if (!taken) kept.push(candidate);
  }
  return kept;
}
