/** Inverts a symmetric positive definite matrix, float64 [4][4], in its place by Gauss-Jordan. */
export function invert(matrix: usize): void {
  for (let i: usize = 0; i < 4; i++) {
    const own = matrix + 32 * i;
    const pivot = 1 / load<f64>(own + 8 * i);
    store<f64>(own + 8 * i, 1);
    for (let k: usize = 0; k < 32; k += 8) store<f64>(own + k, load<f64>(own + k) * pivot);
    for (let other = matrix; other < matrix + 128; other += 32) {
      if (other === own) continue;
      const factor = load<f64>(other + 8 * i);
      store<f64>(other + 8 * i, 0);
      for (let k: usize = 0; k < 32; k += 8) {
        store<f64>(other + k, load<f64>(other + k) - factor * load<f64>(own + k));
      }
    }
  }
}
