/** Per mille at full deflection. Steps of 1, 2 and 5 are few enough that the wave keeps its size for long. */
const SCALES = [0.5, 1, 2, 5, 10, 20, 50, 100];
/** Below this share of full deflection a smaller scale is due, if the wave stays so for a while. */
const TOO_SMALL = 0.36;
const PATIENCE_MS = 6000;

/**
 * Chooses the scale of a wave: larger at once when the wave would leave its panel, smaller only after six seconds, so that
 * one quiet breath does not blow up the picture. Noise is not blown up beyond 0.5 per mille.
 */
export class Gain {
  #scale: number | null = null;
  #smallSinceMs: number | null = null;

  /** Per mille that full deflection stands for. `largest`: of the last seconds, per mille, null without samples. */
  follow(largest: number | null, nowMs: number): number {
    if (largest === null) {
      this.#smallSinceMs = null;
      return this.#scale ?? 1;
    }
    const fitting = SCALES.find((scale) => largest <= 0.95 * scale) ?? 100;
    if (this.#scale === null || fitting > this.#scale) {
      this.#scale = fitting;
      this.#smallSinceMs = null;
    } else if (largest < TOO_SMALL * this.#scale && fitting < this.#scale) {
      this.#smallSinceMs ??= nowMs;
      if (nowMs - this.#smallSinceMs >= PATIENCE_MS) {
        this.#scale = fitting;
        this.#smallSinceMs = null;
      }
    } else {
      this.#smallSinceMs = null;
    }
    return this.#scale;
  }
}
