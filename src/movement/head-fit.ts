import { BONE_SHAPE } from "./bone-shape.ts";
import { largestEigenvector4 } from "./largest-eigenvector.ts";

/** Landmarks within a pixel of each other, square pixels summed, are no head. */
const LEAST_SPREAD_PX2 = 1;

/** Where the head is: a point x of the frame lies at `scale * rotation * x + shift` in the head. */
export interface HeadPose {
  /** Float64Array [3, 3] row-major. */
  readonly rotation: Float64Array;
  /** Float64Array [3], face widths. */
  readonly shift: Float64Array;
  /** Face widths per pixel. */
  scale: number;
  /** Angle by which the camera stands to the patient's left (+) or right (-) of the face's own forward direction, degrees. */
  yawDeg: number;
  /** Angle by which the camera stands below (+) or above (-) the face's own forward direction, degrees. */
  pitchDeg: number;
}

export interface HeadFit {
  /**
   * Fits the head's pose to the landmarks over bone; `points` is Float32Array [468, 3] in pixels, in any rotation. False where
   * the points have no size or are not finite: the pose is then meaningless. Allocates nothing.
   */
  fit(points: Float32Array): boolean;
  /** Overwritten by each fit. */
  readonly pose: HeadPose;
}

/**
 * Plans the similarity fit between a face's landmarks over bone and the mean head: the closed-form solution with quaternions
 * (Horn 1987, J Opt Soc Am A 4:629), scale after Umeyama (1991, IEEE PAMI 13:376).
 */
export function planHeadFit(): HeadFit {
  const pose: HeadPose = {
    rotation: new Float64Array(9),
    shift: new Float64Array(3),
    scale: 1,
    yawDeg: 0,
    pitchDeg: 0,
  };
  const count = BONE_SHAPE.length;
  const target = Float64Array.from(BONE_SHAPE.flatMap(({ at }) => at));
  const goal = centreOf(target, count);
  for (let i = 0; i < target.length; i++) target[i] -= goal[i % 3];
  const source = new Float64Array(3 * count);
  const products = new Float64Array(9);
  const normal = new Float64Array(16);
  const quaternion = new Float64Array(4);

  return {
    pose,
    fit(points) {
      for (let i = 0; i < count; i++) {
        const from = 3 * BONE_SHAPE[i].index;
        for (let c = 0; c < 3; c++) source[3 * i + c] = points[from + c];
      }
      const centre = centreOf(source, count);
      let spread = 0;
      products.fill(0);
      for (let i = 0; i < count; i++) {
        for (let c = 0; c < 3; c++) {
          const value = source[3 * i + c] - centre[c];
          spread += value * value;
          for (let d = 0; d < 3; d++) products[3 * c + d] += value * target[3 * i + d];
        }
      }
      if (!(spread > LEAST_SPREAD_PX2) || !Number.isFinite(spread)) return false;
      quaternionMatrix(products, normal);
      largestEigenvector4(normal, quaternion);
      rotationOf(quaternion, pose.rotation);
      const { rotation, shift } = pose;
      let along = 0;
      for (let c = 0; c < 3; c++) for (let d = 0; d < 3; d++) along += rotation[3 * d + c] * products[3 * c + d];
      pose.scale = along / spread;
      for (let d = 0; d < 3; d++) {
        const turned = rotation[3 * d] * centre[0] + rotation[3 * d + 1] * centre[1] + rotation[3 * d + 2] * centre[2];
        shift[d] = goal[d] - pose.scale * turned;
      }
      // The camera looks along +z: seen from the head it stands where -z points to.
      pose.yawDeg = degrees(Math.atan2(-rotation[2], rotation[8]));
      pose.pitchDeg = degrees(Math.asin(Math.max(-1, Math.min(1, -rotation[5]))));
      return pose.scale > 0;
    },
  };
}

function centreOf(points: Float64Array, count: number): [number, number, number] {
  const centre: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < points.length; i++) centre[i % 3] += points[i] / count;
  return centre;
}

/** Horn's symmetric 4 x 4 matrix of the sums of products S[a][b] of source a and target b. */
function quaternionMatrix(s: Float64Array, n: Float64Array): void {
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = s;
  n[0] = xx + yy + zz;
  n[5] = xx - yy - zz;
  n[10] = -xx + yy - zz;
  n[15] = -xx - yy + zz;
  n[1] = n[4] = yz - zy;
  n[2] = n[8] = zx - xz;
  n[3] = n[12] = xy - yx;
  n[6] = n[9] = xy + yx;
  n[7] = n[13] = zx + xz;
  n[11] = n[14] = yz + zy;
}

function rotationOf(q: Float64Array, r: Float64Array): void {
  const [w, x, y, z] = q;
  r[0] = w * w + x * x - y * y - z * z;
  r[1] = 2 * (x * y - w * z);
  r[2] = 2 * (x * z + w * y);
  r[3] = 2 * (x * y + w * z);
  r[4] = w * w - x * x + y * y - z * z;
  r[5] = 2 * (y * z - w * x);
  r[6] = 2 * (x * z - w * y);
  r[7] = 2 * (y * z + w * x);
  r[8] = w * w - x * x - y * y + z * z;
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
