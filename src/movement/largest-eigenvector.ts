/** Sweeps of Jacobi's rotations: they converge quadratically, a matrix of four is diagonal to rounding after six. */
const SWEEPS = 8;

/**
 * Unit eigenvector of the largest eigenvalue of a symmetric 4 x 4 matrix, by Jacobi's rotations (Golub and Van Loan, Matrix
 * Computations, 8.5). `matrix` is Float64Array [4, 4] and is overwritten; `out` is Float64Array [4], its sign is arbitrary.
 */
export function largestEigenvector4(matrix: Float64Array, out: Float64Array): void {
  VECTORS.fill(0);
  for (let i = 0; i < 4; i++) VECTORS[5 * i] = 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let p = 0; p < 3; p++) for (let q = p + 1; q < 4; q++) rotate(matrix, p, q);
  }
  let largest = 0;
  for (let i = 1; i < 4; i++) if (matrix[5 * i] > matrix[5 * largest]) largest = i;
  for (let i = 0; i < 4; i++) out[i] = VECTORS[4 * i + largest];
}

const VECTORS = new Float64Array(16);

function rotate(a: Float64Array, p: number, q: number): void {
  const off = a[4 * p + q];
  if (off === 0) return;
  const theta = (a[5 * q] - a[5 * p]) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < 4; k++) {
    const kp = a[4 * k + p];
    const kq = a[4 * k + q];
    a[4 * k + p] = c * kp - s * kq;
    a[4 * k + q] = s * kp + c * kq;
  }
  for (let k = 0; k < 4; k++) {
    const pk = a[4 * p + k];
    const qk = a[4 * q + k];
    a[4 * p + k] = c * pk - s * qk;
    a[4 * q + k] = s * pk + c * qk;
    const vp = VECTORS[4 * k + p];
    const vq = VECTORS[4 * k + q];
    VECTORS[4 * k + p] = c * vp - s * vq;
    VECTORS[4 * k + q] = s * vp + c * vq;
  }
}
