/** Per mille at full deflection. Steps of 1, 2 and 5 are few enough that the wave keeps its size for long. */
const SCALES = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];
/** Below this share of full deflection a smaller scale is due, if the wave stays so for a while. */
const TOO_SMALL = 0.36;

/**
 * Chooses the scale of a wave: larger at once when the wave would leave its panel, smaller only after a while, so that one
 * quiet beat or breath does not blow up the picture. Noise is not blown up beyond 0.5 per mille.
 */
export class Gain {
  readonly #patienceMs: number;
  #scale: number | null = null;
  #smallSinceMs: number | null = null;

  /** `patienceMs`: how long the wave must stay small before it is drawn larger. */
  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** Per mille that full deflection stands for. `largest`: of the last seconds, per mille, null without samples. */
  follow(largest: number | null, nowMs: number): number {
    if (largest === null) {
      this.#smallSinceMs = null;
      return this.#scale ?? 1;
    }
    const fitting = SCALES.find((scale) => largest <= 0.95 * scale) ?? 500;
    if (this.#scale === null || fitting > this.#scale) {
      this.#scale = fitting;
      this.#smallSinceMs = null;
    } else if (largest < TOO_SMALL * this.#scale && fitting < this.#scale) {
      this.#smallSinceMs ??= nowMs;
      if (nowMs - this.#smallSinceMs >= this.#patienceMs) {
        this.#scale = fitting;
        this.#smallSinceMs = null;
      }
    } else {
      this.#smallSinceMs = null;
    }
    return this.#scale;
  }
}
