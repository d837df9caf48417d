/** Number of points in MediaPipe's face mesh. */
export const LANDMARK_COUNT = 468;

/**
 * A face in one frame.
 *
 * `points`: Float32Array [468, 3] row-major: x right, y down, z away from the camera, in pixels of the stored (unrotated)
 * frame; z is relative to the head's centre in the same scale. Points may lie outside the frame.
 */
export interface FaceLandmarks {
  readonly points: Float32Array;
  /** The mesh network's own probability that a face is there, 0..1. */
  readonly score: number;
  /** Distance between the outer edges of the cheeks (landmarks 234 and 454), pixels. */
  readonly widthPx: number;
}
