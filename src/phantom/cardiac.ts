import type { Random } from "./random.ts";
import { integrateAndFire, rateAt, rateOfEvent } from "./rate-profile.ts";
import type { PulseScenario } from "./scenario.ts";

/** A heart beat as the face sees it. */
export interface Beat {
  /** Arrival of the pulse's foot at the middle of the face, seconds. */
  readonly atS: number;
  /** Time until the next beat; of the last one before a stop, what the rate asked for. */
  readonly intervalS: number;
  /** Size against a regular beat: after a longer interval the heart throws more; 0: this beat makes no pulse. */
  readonly size: number;
}

/** Seconds before 0 and after the end for which beats are made too, so that every frame has neighbours. */
const MARGIN_S = 6;

const MAYER_HZ = 0.1;
/** Filling, as a share of the usual interval, that does not open the aortic valve: such a beat is heard but not felt. */
const EMPTY_BELOW = 0.35;

/**
 * Beats of a scenario over -6 s .. durationS + 6 s, by an integrate-and-fire clock that runs at the rate asked for, bent by
 * breathing (`drive`, about -1..1) and by waves at 0.1 Hz; random parts shift the marks at which it fires.
 *
 * In a sinus rhythm the random part does not add up, so the mean rate is what was asked; an irregular rhythm draws every
 * interval on its own; in bigeminy every second beat comes early and a pause makes up for it.
 *
 * @param periodS length of a loop: then a whole number of beats falls into it and those around it are its own, shifted.
 */
export function planBeats(
  pulse: PulseScenario,
  drive: (tS: number) => number,
  random: Random,
  durationS: number,
  periodS: number | null,
): readonly Beat[] {
  const mayerHz = periodS === null ? MAYER_HZ : Math.max(1, Math.round(MAYER_HZ * periodS)) / periodS;
  const bentHz = (tS: number) =>
    ((rateAt(pulse.bpm, tS) ?? 0) / 60) *
    (1 + (pulse.rsaPercent / 100) * drive(tS) + (pulse.lfPercent / 100) * Math.sin(2 * Math.PI * mayerHz * tS));
  if (periodS === null) {
    const marks = drawMarks(pulse, random, Math.ceil((durationS + 2 * MARGIN_S) * 6));
    return withIntervals(
      integrateAndFire(bentHz, (k) => marks[k] ?? Infinity, -MARGIN_S, durationS + MARGIN_S),
      pulse,
    );
  }
  const total = integral(bentHz, periodS);
  const group = pulse.rhythm === "bigeminy" ? 2 : 1;
  const count = group * Math.max(1, Math.round(total / group));
  const marks = drawMarks(pulse, random, count);
  const span = marks[count] - marks[0];
  // Mark 0 is moved into the loop by less than the shortest interval, so that no shifted beat leaves it.
  const mark = (k: number) => ((marks[k] - marks[0] + 0.2) * count) / span;
  const inside = integrateAndFire(
    (tS) => (bentHz(tS) * count) / total,
    (k) => (k < count ? mark(k) : Infinity),
    0,
    periodS,
  );
  return withIntervals(
    [-1, 0, 1].flatMap((lap) => inside.map((tS) => tS + lap * periodS)),
    pulse,
  );
}

/** Beats that make a pulse, each with the time until the next of them. */
export function pulsesOf(beats: readonly Beat[]): readonly Beat[] {
  const felt = beats.filter((beat) => beat.size > 0);
  if (felt.length === beats.length) return beats;
  return felt.map((beat, i) => ({ ...beat, intervalS: (felt[i + 1]?.atS ?? beat.atS + beat.intervalS) - beat.atS }));
}

/** Counts at which the clock fires: count + 1 of them, rising. */
function drawMarks(pulse: PulseScenario, random: Random, count: number): number[] {
  const marks: number[] = [];
  if (pulse.rhythm === "irregular") {
    let at = 0;
    for (let k = 0; k <= count; k++) {
      marks.push(at);
      at += 1 + clamp((pulse.irregularPercent / 100) * random.gaussian(), -0.55, 0.8);
    }
    return marks;
  }
  // An interval is the difference of two shifts, so each has 1/sqrt(2) of its spread. The last repeats the first: loops close.
  const spread = pulse.jitterPercent / 100 / Math.SQRT2;
  const early = pulse.rhythm === "bigeminy" ? 1 - pulse.earlyPercent / 100 : 0;
  const most = 0.3 * (1 - early);
  for (let k = 0; k < count; k++) marks.push(k - early * (k % 2) + clamp(spread * random.gaussian(), -most, most));
  marks.push(count + (marks[0] ?? 0));
  return marks;
}

function withIntervals(times: readonly number[], pulse: PulseScenario): Beat[] {
  return times.map((atS, i) => {
    const usual = 60 / rateOfEvent(pulse.bpm, atS);
    const own = (times[i + 1] ?? atS + usual) - atS;
    const before = i > 0 ? atS - times[i - 1] : usual;
    return {
      atS,
      intervalS: own > 2.5 * usual ? usual : own,
      size: pulse.rhythm === "sinus" ? 1 : strokeSize(before / usual),
    };
  });
}

/** What a beat throws after a share of the usual interval; below a third the heart has not filled, and nothing arrives. */
function strokeSize(fillingShare: number): number {
  return fillingShare < EMPTY_BELOW ? 0 : clamp(fillingShare ** 0.7, 0.5, 1.4);
}

function integral(f: (tS: number) => number, toS: number): number {
  const n = Math.round(toS * 1000);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += f(((i + 0.5) * toS) / n);
  return (sum * toS) / n;
}

function clamp(x: number, from: number, to: number): number {
  return Math.min(to, Math.max(from, x));
}
