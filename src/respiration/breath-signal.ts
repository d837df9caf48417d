import type { BreathWitness } from "./witness.ts";

/** A witness's waveform made ready for fits: no gaps, no pulse. */
export interface BreathSignal {
  /** Float64Array [n], newest last: without gaps. */
  readonly bridged: Float64Array;
  /** Float64Array [n]: without the pulse, too. */
  readonly values: Float64Array;
  /** Int32Array [n + 1]: number of measured samples before each index. */
  readonly measuredBefore: Int32Array;
  /** Index after the newest measured sample: nothing behind it is known. */
  readonly end: number;
  /** Samples that were averaged to take the pulse out; 1 when none was known. */
  readonly averaged: number;
}

/**
 * Bridges gaps by straight lines and averages over one beat, which takes the pulse and all its harmonics out: a head nods and a
 * chest shakes with the heart. `pulseBpm` null: no pulse is known, nothing is averaged. Null where nothing was measured.
 * Allocates.
 */
export function breathSignal(witness: BreathWitness, pulseBpm: number | null): BreathSignal | null {
  const { signal, valid, fsHz } = witness;
  const bridged = bridgeGaps(signal, valid);
  if (!bridged) return null;
  const n = signal.length;
  const averaged = pulseBpm === null ? 1 : Math.max(1, (60 * fsHz) / pulseBpm);
  const values = averageOver(bridged, averaged);
  const measuredBefore = new Int32Array(n + 1);
  let end = 0;
  for (let i = 0; i < n; i++) {
    measuredBefore[i + 1] = measuredBefore[i] + valid[i];
    if (valid[i]) end = i + 1;
  }
  return { bridged, values, measuredBefore, end, averaged };
}

function bridgeGaps(signal: Float64Array, valid: Uint8Array): Float64Array | null {
  const out = new Float64Array(signal.length);
  let last = -1;
  for (let i = 0; i < signal.length; i++) {
    if (!valid[i]) continue;
    out[i] = signal[i];
    if (last < 0) out.fill(signal[i], 0, i);
    else
      for (let j = last + 1; j < i; j++) out[j] = signal[last] + ((signal[i] - signal[last]) * (j - last)) / (i - last);
    last = i;
  }
  if (last < 0) return null;
  out.fill(signal[last], last + 1);
  return out;
}

/**
 * Mean over the `width` samples (1 or more, parts of a sample counted) that end at each sample; near the beginning over as many
 * as there are. It comes half a width late, the same for all that is compared.
 */
function averageOver(signal: Float64Array, width: number): Float64Array {
  if (width <= 1) return signal;
  const n = signal.length;
  const sums = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) sums[i + 1] = sums[i] + signal[i];
  /** Integral up to a place between samples. */
  const upTo = (x: number) => {
    const whole = Math.floor(x);
    return sums[whole] + (whole < n ? (x - whole) * signal[whole] : 0);
  };
  return Float64Array.from({ length: n }, (_, i) => {
    const from = Math.max(0, i + 1 - width);
    return (sums[i + 1] - upTo(from)) / (i + 1 - from);
  });
}

/** Power that averaging over `averaged` samples leaves of a line, 0..1. */
export function averagingGain(hz: number, averaged: number, fsHz: number): number {
  if (averaged <= 1) return 1;
  const x = (Math.PI * hz * averaged) / fsHz;
  return (Math.sin(x) / x) ** 2;
}
