import type { RotationDeg } from "../base/frame.ts";

/** Row-major 3 x 3 of little-endian 32-bit numbers: 16.16 fixed point, the last column 2.30 (ISO/IEC 14496-12, 6.2.2). */
const BYTES = 36;
const ONE = 1 << 16;
const ONE_OF_LAST_COLUMN = 1 << 30;

/**
 * The clockwise turn, to the nearest quarter, that a container's display matrix asks for; 0 without a matrix. A mirror image
 * in the matrix is left out: it changes no colour.
 */
export function rotationOf(displayMatrix: Uint8Array | null): RotationDeg {
  if (displayMatrix === null || displayMatrix.length < BYTES) return 0;
  const view = new DataView(displayMatrix.buffer, displayMatrix.byteOffset, BYTES);
  const a = view.getInt32(0, true);
  const b = view.getInt32(4, true);
  if (a === 0 && b === 0) return 0;
  const quarters = Math.round((Math.atan2(b, a) * 2) / Math.PI);
  return ([0, 90, 180, 270] as const)[(quarters + 4) % 4];
}

/** The display matrix that asks for a clockwise turn. */
export function displayMatrixOf(rotationDeg: RotationDeg): Uint8Array {
  const bytes = new Uint8Array(BYTES);
  const view = new DataView(bytes.buffer);
  const cos = [1, 0, -1, 0][rotationDeg / 90] * ONE;
  const sin = [0, 1, 0, -1][rotationDeg / 90] * ONE;
  [cos, sin, 0, -sin, cos, 0, 0, 0, ONE_OF_LAST_COLUMN].forEach((value, i) => {
    view.setInt32(4 * i, value, true);
  });
  return bytes;
}
