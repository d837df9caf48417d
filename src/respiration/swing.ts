import { planOrthonormalBasis } from "../dsp/orthonormal-basis.ts";

import type { BreathWitness } from "./witness.ts";

/** A change of posture bends the path of half a minute like this; what is left of it swings. */
const DEGREES = 3;

/** Root mean square of a witness's movement without its slow bend, in its unit; 0 where nothing was measured. Allocates. */
export function swingOf({ signal, valid }: Pick<BreathWitness, "signal" | "valid">): number {
  const n = signal.length;
  const rest = Float64Array.from(signal);
  const bend = planOrthonormalBasis(n);
  for (let degree = 0; degree <= DEGREES; degree++) {
    bend.add(Float64Array.from({ length: n }, (_, i) => ((2 * i) / n - 1) ** degree));
  }
  bend.remove(rest);
  let squares = 0;
  let count = 0;
  for (let i = 0; i < n; i++) {
    if (!valid[i]) continue;
    squares += rest[i] ** 2;
    count++;
  }
  return count === 0 ? 0 : Math.sqrt(squares / count);
}
