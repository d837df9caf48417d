import { planOrthonormalBasis } from "../dsp/orthonormal-basis.ts";
import type { TraceBuffer } from "../traces/trace-buffer.ts";

import { swingOf } from "./swing.ts";
import type { BreathWitness } from "./witness.ts";

/** Breathing as the traces show it. */
export interface TraceWitnesses {
  /** Head up and down ("head") and across ("head-across"), pixels of the stored frame; empty below 5 s or without a head. Allocates. */
  readHead(): readonly BreathWitness[];
  /**
   * Baseline of the skin's light ("colour"), share of its mean, without what goes with head and room, or of a waveform
   * ("baseline"), in its own unit; null below 5 s or where no region was seen. Allocates.
   */
  readColour(): BreathWitness | null;
}

/** Samples of the traces in one of a witness. */
const SAMPLES = 3;
const SPAN_S = 30;
const LEAST_S = 5;
/** Share of valid samples that a region must have to take part. */
const LEAST_VALID = 0.85;
const GREEN = 1;
/** Moves of a head that are larger than this share of its width within a second hide breathing. */
const LARGE_MOVE_SHARE = 0.08;
/**
 * A head that swings by more than this (root mean square, of its width: 6 mm to and fro) sways: breathing moves a resting head by
 * a few millimetres. What sways in and out of the light changes its colour in the same rhythm.
 */
const SWAY_SHARE = 0.015;

/** Plans the witnesses over `traces` (30 samples a second); `kind` as in the pulse: a waveform has no mean to be a share of. */
export function planTraceWitnesses(traces: TraceBuffer, kind: "colour" | "waveform"): TraceWitnesses {
  const fsHz = traces.fsHz / SAMPLES;
  const most = SPAN_S * fsHz;
  const raw = new Float64Array(most * SAMPLES);

  function stretch(): { from: number; n: number } | null {
    const n = Math.min(Math.floor(traces.length / SAMPLES), most);
    return n < LEAST_S * fsHz ? null : { from: traces.length - n * SAMPLES, n };
  }

  /** Means of three samples each, of what `read` gives for the stretch. */
  function thirds(n: number, read: (out: Float64Array) => void): Float64Array {
    read(raw);
    const out = new Float64Array(n);
    for (let i = 0, k = 0; i < n; i++, k += SAMPLES) out[i] = (raw[k] + raw[k + 1] + raw[k + 2]) / SAMPLES;
    return out;
  }

  function readPose(c: number, from: number, n: number): Float64Array {
    return thirds(n, (out) => traces.readHead(c, from, from + n * SAMPLES, out));
  }

  /** `all`: every sample is valid, and none has to be asked. */
  function validity(from: number, n: number, all: boolean, isValid: (sample: number) => boolean): Uint8Array {
    if (all) return new Uint8Array(n).fill(1);
    const out = new Uint8Array(n);
    for (let i = 0, at = from; i < n; i++, at += SAMPLES) {
      out[i] = isValid(at) && isValid(at + 1) && isValid(at + 2) ? 1 : 0;
    }
    return out;
  }

  const witness = (name: string, signal: Float64Array, valid: Uint8Array, disturbed: boolean): BreathWitness => {
    const mean = meanOf(signal, valid);
    let largest = 0;
    for (let i = 0; i < signal.length; i++) {
      signal[i] = valid[i] ? signal[i] - mean : 0;
      largest = Math.max(largest, Math.abs(signal[i]));
    }
    const noiseSd = Math.max(1e-6 * (Math.abs(mean) + largest), Number.MIN_VALUE);
    return { name, fsHz, signal, valid, noiseSd, direction: null, lineShare: null, canSeeAbsence: false, disturbed };
  };

  return {
    readHead() {
      const at = stretch();
      if (!at) return [];
      const { from, n } = at;
      const all = traces.headValid(from, from + n * SAMPLES);
      const valid = validity(from, n, all, (sample) => traces.headValid(sample, sample + 1));
      if (!valid.includes(1)) return [];
      const [across, down, width] = [0, 1, 2].map((c) => readPose(c, from, n));
      const moved = (signal: Float64Array) => Math.abs(signal[n - 1] - signal[Math.max(0, n - 1 - fsHz)]);
      const large = Math.hypot(moved(across), moved(down)) > LARGE_MOVE_SHARE * width[n - 1];
      const swing = Math.hypot(swingOf({ signal: down, valid }), swingOf({ signal: across, valid }));
      const disturbed = large || swing > SWAY_SHARE * width[n - 1];
      return [witness("head", down, valid, disturbed), witness("head-across", across, valid, disturbed)];
    },
    readColour() {
      const at = stretch();
      if (!at) return null;
      const { from, n } = at;
      const end = from + n * SAMPLES;
      const used: number[] = [];
      let all = true;
      for (let region = 0; region < traces.regions.length; region++) {
        const count = traces.countValid(region, from, end);
        if (count < LEAST_VALID * n * SAMPLES) continue;
        used.push(region);
        all &&= count === n * SAMPLES;
      }
      if (used.length === 0) return null;
      const signal = new Float64Array(n);
      for (const region of used) {
        const light = thirds(n, (out) => traces.readRegion(region, GREEN, from, end, out));
        const mean = kind === "waveform" ? 1 : meanOf(light, null);
        if (mean <= 0) continue;
        for (let i = 0; i < n; i++) signal[i] += light[i] / mean / used.length;
      }
      const valid = validity(from, n, all, (sample) => used.every((region) => traces.isValid(region, sample)));
      if (kind === "colour") {
        const others = planOrthonormalBasis(n);
        others.add(new Float64Array(n).fill(1));
        if (traces.roomValid(from, end)) others.add(thirds(n, (out) => traces.readRoom(GREEN, from, end, out)));
        for (let c = 0; c < 3; c++) others.add(readPose(c, from, n));
        others.remove(signal);
      }
      return witness(kind === "colour" ? "colour" : "baseline", signal, valid, false);
    },
  };
}

function meanOf(values: Float64Array, valid: Uint8Array | null): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (valid && !valid[i]) continue;
    sum += values[i];
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
