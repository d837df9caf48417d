/**
 * Solves a system whose matrix is symmetric and positive definite by Cholesky's factors.
 *
 * `matrix`: [n, n] row-major, of which the lower half is read and overwritten; `right`: [n], the solution on return. False, and
 * both spoilt, where the matrix is not definite. Allocates nothing.
 */
export function solveDefinite(matrix: Float64Array, right: Float64Array): boolean {
  const n = right.length;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k <= i; k++) {
      let sum = matrix[i * n + k];
      for (let j = 0; j < k; j++) sum -= matrix[i * n + j] * matrix[k * n + j];
      if (k < i) matrix[i * n + k] = sum / matrix[k * n + k];
      else if (sum > 0) matrix[i * n + i] = Math.sqrt(sum);
      else return false;
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) right[i] -= matrix[i * n + j] * right[j];
    right[i] /= matrix[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) right[i] -= matrix[j * n + i] * right[j];
    right[i] /= matrix[i * n + i];
  }
  return true;
}
