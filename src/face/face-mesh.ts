import type { Frame } from "../base/frame.ts";
import { type FaceLandmarks, LANDMARK_COUNT } from "../base/landmarks.ts";
import type { Model } from "../inference/runtime.ts";

import type { Crop } from "./crop.ts";
import { planCropPacker } from "./crop-packer.ts";

const SIDE = 192;
const CHEEK_EDGES = [234, 454] as const;

export interface FaceMesh {
  /** Landmarks and score of the face that the crop should hold, in frame pixels; new arrays. One call at a time. */
  locate(frame: Frame, crop: Crop): Promise<FaceLandmarks>;
}

/** MediaPipe's 468-point face mesh on square crops. Source: Kartynnik et al. 2019, arXiv:1907.06724. */
export function planFaceMesh(model: Model): FaceMesh {
  const packer = planCropPacker(SIDE);
  return {
    async locate(frame, crop) {
      const data = packer.pack(frame, crop);
      const { landmarks, score } = await model.run({ input_1: { data, dims: [1, 3, SIDE, SIDE] } });
      const points = placeInFrame(landmarks.data, crop);
      return { points, score: score.data[0], widthPx: cheekDistance(points) };
    },
  };
}

function placeInFrame(local: Float32Array, crop: Crop): Float32Array {
  const points = new Float32Array(LANDMARK_COUNT * 3);
  const pitch = crop.sizePx / SIDE;
  const cos = Math.cos(crop.angleRad) * pitch;
  const sin = Math.sin(crop.angleRad) * pitch;
  for (let i = 0; i < points.length; i += 3) {
    const right = local[i] - SIDE / 2;
    const down = local[i + 1] - SIDE / 2;
    points[i] = crop.centreX + cos * right - sin * down;
    points[i + 1] = crop.centreY + sin * right + cos * down;
    points[i + 2] = local[i + 2] * pitch;
  }
  return points;
}

function cheekDistance(points: Float32Array): number {
  const [a, b] = CHEEK_EDGES;
  return Math.hypot(points[a * 3] - points[b * 3], points[a * 3 + 1] - points[b * 3 + 1]);
}
