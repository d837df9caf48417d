import type { TraceFrame } from "../../src/base/trace-frame.ts";
import { type Beat as FoundBeat, planBeatFinder } from "../../src/pulse/beat-finder.ts";
import type { BloodSign } from "../../src/pulse/blood-sign.ts";
import type { TraceKind } from "../../src/pulse/projection.ts";
import { planPulseEstimator } from "../../src/pulse/pulse-estimator.ts";
import { driveAt, planBreaths } from "../../src/phantom/breathing.ts";
import { type Beat, planBeats, pulsesOf } from "../../src/phantom/cardiac.ts";
import { naturalWave } from "../../src/phantom/pulse-wave.ts";
import { createRandom } from "../../src/phantom/random.ts";
import { parseScenario } from "../../src/phantom/scenario-parser.ts";

/** A heart's pulse wave on the traces' clock with noise on it, and the beats behind it. */
export interface MadePulse {
  readonly beats: readonly Beat[];
  /** Sample i is the wave at (i + 0.5) / 30 s; up is less blood. */
  readonly wave: Float64Array;
}

const FS_HZ = 30;

/** Pulse of the phantom's own heart. `noise`: white, standard deviation as a share of a beat's height. */
export function madePulse(
  pulse: Record<string, unknown>,
  breathing: Record<string, unknown>,
  seed: number,
  durationS: number,
  noise: number,
): MadePulse {
  const scenario = parseScenario(JSON.stringify({ about: "made", seed, pulse, breathing }), "made");
  if (!scenario.pulse || !scenario.breathing) throw new Error("a made pulse needs a heart and breath");
  const breaths = planBreaths(scenario.breathing, durationS, null);
  const drive = (tS: number) => driveAt(breaths, tS);
  const beats = pulsesOf(planBeats(scenario.pulse, drive, createRandom(seed, "beats"), durationS, null));
  return { beats, wave: waveOf(beats, durationS, noise, seed) };
}

/** Pulse with the given intervals in seconds, the first beat a little before 0. */
export function pulseOfIntervals(
  intervalsS: readonly number[],
  durationS: number,
  noise: number,
  seed = 1,
  size: (beat: number) => number = () => 1,
): MadePulse {
  let atS = -1.5;
  const beats = intervalsS.map((intervalS, k) => {
    const beat = { atS, intervalS, size: size(k) };
    atS += intervalS;
    return beat;
  });
  return { beats, wave: waveOf(beats, durationS, noise, seed) };
}

function waveOf(beats: readonly Beat[], durationS: number, noise: number, seed: number): Float64Array {
  const blood = naturalWave(beats);
  const random = createRandom(seed, "noise");
  return Float64Array.from(
    { length: durationS * FS_HZ },
    (_, i) => noise * random.gaussian() - blood((i + 0.5) / FS_HZ),
  );
}

/** Beats that the finder returns for a wave whose rate is known, asked once a second with the ten seconds before. */
export function findBeats(wave: Float64Array, rateBpm: number, sign: BloodSign = "down"): FoundBeat[] {
  const finder = planBeatFinder(FS_HZ, sign);
  const found: FoundBeat[] = [];
  for (let end = 10 * FS_HZ; end <= wave.length; end += FS_HZ) {
    found.push(...finder.step({ wave: wave.slice(end - 10 * FS_HZ, end), endSample: end }, rateBpm));
  }
  return found;
}

const SURE = 0.85;

/** Beats of a recording (a waveform, if nothing else is said) as estimator and finder see them together, second by second. */
export function watchBeats(
  frames: readonly TraceFrame[],
  regions: readonly string[] = ["bvp"],
  kind: TraceKind = "waveform",
): FoundBeat[] {
  const estimator = planPulseEstimator(regions, kind);
  const finder = planBeatFinder(FS_HZ, "unknown");
  const found: FoundBeat[] = [];
  let second = 1;
  for (const frame of frames) {
    for (; second * 1000 <= frame.tMs; second++) {
      const { belief, analysis } = estimator.read();
      found.push(...finder.step(analysis, belief.confidence >= SURE ? belief.rateBpm : null));
    }
    estimator.push(frame, () => undefined);
  }
  return found;
}

/** A wave as a recording of one waveform. */
export function framesOf(wave: Float64Array): TraceFrame[] {
  return Array.from(wave, (value, i) => ({
    tMs: ((i + 0.5) * 1000) / FS_HZ,
    durationMs: 1000 / FS_HZ,
    keyframe: false,
    rgb: new Float64Array(3).fill(value),
    usable: Uint8Array.of(1),
    room: null,
    head: null,
  }));
}

/** Each found interval with the true one whose beats lie nearest to its own, ms; the constant delay of the upstroke is allowed for. */
export function intervalErrors(found: readonly FoundBeat[], beats: readonly Beat[]): number[] {
  const delays = found.map(({ tMs }) => tMs - 1000 * nearestBefore(beats, tMs));
  const delay = delays.sort((a, b) => a - b)[delays.length >> 1];
  const errors: number[] = [];
  for (let k = 1; k < found.length; k++) {
    if (!found[k].follows) continue;
    const [from, to] = [found[k - 1].tMs, found[k].tMs].map((tMs) => 1000 * nearest(beats, tMs - delay));
    errors.push(found[k].tMs - found[k - 1].tMs - (to - from));
  }
  return errors;
}

function nearestBefore(beats: readonly Beat[], tMs: number): number {
  return beats.reduce((best, { atS }) => (1000 * atS <= tMs ? atS : best), beats[0].atS);
}

function nearest(beats: readonly Beat[], tMs: number): number {
  const away = (atS: number) => Math.abs(1000 * atS - tMs);
  return beats.reduce((best, { atS }) => (away(atS) < away(best) ? atS : best), beats[0].atS);
}

export function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

/** Beats with the given intervals from 500 ms on, all timed with the same error. */
export function beatsOf(ibiMs: readonly number[], errorMs = 1): FoundBeat[] {
  let tMs = 500;
  const beats: FoundBeat[] = [{ tMs, errorMs, size: 1, follows: false }];
  for (const ibi of ibiMs) {
    tMs += ibi;
    beats.push({ tMs, errorMs, size: 1, follows: true });
  }
  return beats;
}
