import { planOrthonormalBasis } from "../dsp/orthonormal-basis.ts";

import type { BreathWitness } from "./witness.ts";

/** A change of posture bends the path of half a minute like this; what is left of it swings. */
const DEGREES = 3;

type Path = Pick<BreathWitness, "signal" | "valid">;

/** Root mean square of a witness's movement without its slow bend, in its unit; 0 where nothing was measured. Allocates. */
export function swingOf(path: Path): number {
  const swing = unbent(path);
  let squares = 0;
  let count = 0;
  for (let i = 0; i < swing.length; i++) {
    if (!path.valid[i]) continue;
    squares += swing[i] ** 2;
    count++;
  }
  return count === 0 ? 0 : Math.sqrt(squares / count);
}

/**
 * Correlation, -1..1, of two movements without their slow bends over the time that both cover, newest samples last; 0 where one
 * stands still. Allocates.
 */
export function likeness(a: Path, b: Path): number {
  const n = Math.min(a.signal.length, b.signal.length);
  const newest = ({ signal, valid }: Path) => ({ signal: signal.subarray(-n), valid: valid.subarray(-n) });
  const [pathA, pathB] = [newest(a), newest(b)];
  const [swingA, swingB] = [unbent(pathA), unbent(pathB)];
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < n; i++) {
    if (!pathA.valid[i] || !pathB.valid[i]) continue;
    product += swingA[i] * swingB[i];
    squaresA += swingA[i] ** 2;
    squaresB += swingB[i] ** 2;
  }
  return squaresA > 0 && squaresB > 0 ? product / Math.sqrt(squaresA * squaresB) : 0;
}

function unbent({ signal }: Path): Float64Array {
  const n = signal.length;
  const rest = Float64Array.from(signal);
  const bend = planOrthonormalBasis(n);
  for (let degree = 0; degree <= DEGREES; degree++) {
    bend.add(Float64Array.from({ length: n }, (_, i) => ((2 * i) / n - 1) ** degree));
  }
  bend.remove(rest);
  return rest;
}
