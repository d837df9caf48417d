import { type OrthonormalBasis, planOrthonormalBasis } from "../dsp/orthonormal-basis.ts";

import type { BreathWitness } from "./witness.ts";

/** A change of posture bends the path of half a minute like this; what is left of it swings. */
const DEGREES = 3;
/** What is left of a path that stands still or only bends is rounding: less than this share of its length. */
const ROUNDING = 1e-9;

type Path = Pick<BreathWitness, "signal" | "valid">;

/** Root mean square of a witness's movement without its slow bend, in its unit; 0 where nothing was measured. Allocates. */
export function swingOf({ signal, valid }: Path): number {
  let count = 0;
  for (let i = 0; i < valid.length; i++) count += valid[i];
  return count === 0 ? 0 : lengthOf(unbent(signal, valid)) / Math.sqrt(count);
}

/**
 * Correlation, -1..1, of two movements without their slow bends over the time that both cover, newest samples last; 0 where one
 * stands still. Allocates.
 */
export function likeness(a: Path, b: Path): number {
  const n = Math.min(a.signal.length, b.signal.length);
  const [fromA, fromB] = [a.signal.length - n, b.signal.length - n];
  const both = Uint8Array.from({ length: n }, (_, i) => a.valid[fromA + i] & b.valid[fromB + i]);
  const swingA = unbent(a.signal.subarray(fromA), both);
  const swingB = unbent(b.signal.subarray(fromB), both);
  const [lengthA, lengthB] = [lengthOf(swingA), lengthOf(swingB)];
  if (lengthA === 0 || lengthB === 0) return 0;
  return swingA.reduce((sum, value, i) => sum + (value / lengthA) * (swingB[i] / lengthB), 0);
}

/** What is left of a signal beside its bend, by least squares over what was measured; 0 where it was not. */
function unbent(signal: Float64Array, valid: Uint8Array): Float64Array {
  const n = signal.length;
  const rest = new Float64Array(n);
  for (let i = 0; i < n; i++) if (valid[i]) rest[i] = signal[i];
  const before = lengthOf(rest);
  bendOf(valid).remove(rest);
  return lengthOf(rest) > ROUNDING * before ? rest : rest.fill(0);
}

/** Bend of the samples that were measured; most often that is all of as many as before. */
function bendOf(valid: Uint8Array): OrthonormalBasis {
  const n = valid.length;
  if (valid.includes(0)) return planBend(valid);
  if (wholeBend.vectors[0]?.length !== n) wholeBend = planBend(valid);
  return wholeBend;
}

let wholeBend = planOrthonormalBasis(0);

function planBend(valid: Uint8Array): OrthonormalBasis {
  const n = valid.length;
  const bend = planOrthonormalBasis(n);
  const power = new Float64Array(n);
  for (let i = 0; i < n; i++) power[i] = valid[i] ? 1 : 0;
  for (let degree = 0; degree <= DEGREES; degree++) {
    bend.add(power);
    for (let i = 0; i < n; i++) power[i] *= (2 * i) / n - 1;
  }
  return bend;
}

function lengthOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum);
}
