import { rankLogRatios } from "./guided-look.ts";
import { type NamedRateLook, planNamedRateTest } from "./named-rate-test.ts";
import { RATE_GRID_BPM } from "./rate-grid.ts";
import { drifted, massNear, transitionKernel, WITHIN_BPM } from "./rate-tracker.ts";

/** What a network's wave adds to what the colours say. */
export interface NetworkOpinion {
  /** Float64Array [grid]: ln ratios of what colours and network showed together, under a pulse at each rate against none. */
  readonly together: Float64Array;
  /** Float64Array [grid], summing to 1: how likely a pulse that comes into view now has each rate. */
  readonly appearing: Float64Array;
  /** The network's own rate, /min, and the probability, given its wave alone, that this is the rate of that wave. */
  readonly rateBpm: number;
  readonly sureness: number;
  /** Whether the colours themselves show something like a pulse at a rate: see NamedRateTest. */
  isBorneOut(rateBpm: number): boolean;
}

/** What the colours show at one second. */
export interface ColourLook extends NamedRateLook {
  /** Float64Array [grid]: their ln ratios of a pulse at each rate against none, weighted by what in them is new. */
  readonly logLikelihood: Float64Array;
  /** See CommonCauses. */
  readonly common: Uint8Array;
}

export interface NetworkOpinions {
  /**
   * One second passed. `said`: Float64Array [grid], ln ratios of the network's wave, weighted by what in it is new; null: nothing.
   * `colours` null: nothing was seen. The arrays of the result are overwritten by the next step.
   */
  step(said: Float64Array | null, colours: ColourLook | null): NetworkOpinion;
}

/**
 * Share of the time in which a network that looks at a pulse shows another rhythm than it: in its first seconds, under movement of a kind
 * that it was not trained on, on skin or in light that it has not seen.
 */
const ASTRAY = 0.25;
/** Once astray it stays so for about as long as what leads it astray lasts, s. */
const ASTRAY_S = 10;
/** A rhythm that is made up keeps its rate like a heart, but leaves it more often. */
const JUMP_SHARE = 0.03;
/** How much of what a rank tells is new in a second: tapered windows of 10 s are alike until they lie 5 s apart. */
const RANK_SHARE = 0.2;
/** A pulse that a network sees is as often too weak for the colours' own measure as not, and stays so for about as long, s. */
const WEAK = 0.5;
const WEAK_S = 20;
/** More, ln, is not believed: the wave has passed a network, and how pure its line is tells of the network. */
const MOST_LOG = 6;

/**
 * Weighs a network's wave as that of a witness who always tells of some pulse: also of a photo, and with as pure a line.
 *
 * So its wave is no evidence that there is a pulse, and is held, rate by rate, against what the same network would show without
 * one: a rhythm of its own that lasts and drifts like a heart's, followed here by the same kind of filter as the rate. What it showed
 * before foretells what it shows under both hypotheses alike; all that it can tell is where to look. There the colours must show a
 * pulse, and there alone: that is what a weak one gains. With a share ASTRAY the network is taken to show something else though a
 * pulse is there, so that it can never outvote what stands out clearly in the colours.
 */
export function planNetworkOpinions(bandBpm: readonly [number, number], prior: Float64Array): NetworkOpinions {
  const size = RATE_GRID_BPM.length;
  const kernel = transitionKernel(size);
  const inside = Uint8Array.from(RATE_GRID_BPM, (bpm) => (bpm >= bandBpm[0] && bpm <= bandBpm[1] ? 1 : 0));
  const expected = inside.reduce((sum, each, i) => sum + each * prior[i], 0);
  const even = prior.map((value, i) => (inside[i] * value) / expected);
  /** The rhythm that the network shows, whatever its cause. */
  let own: Float64Array = even.slice();
  /** For each rate: how likely the network is astray if that is the pulse's. */
  let astray: Float64Array = new Float64Array(size).fill(ASTRAY);
  const together = new Float64Array(size);
  /** For each rate: how likely its pulse, if there is one, is too weak for the colours' own measure. */
  let weak: Float64Array = new Float64Array(size).fill(WEAK);
  const test = planNamedRateTest(inside);
  const appearing = new Float64Array(size);

  function spread(values: Float64Array): Float64Array {
    const out = new Float64Array(size);
    for (let to = 0; to < size; to++) {
      let sum = 0;
      let weight = 0;
      for (let from = 0; from < size; from++) {
        const share = kernel[Math.abs(to - from)];
        sum += share * values[from];
        weight += share;
      }
      out[to] = sum / weight;
    }
    return out;
  }

  return {
    step(said, colours) {
      const moved = spread(own);
      const total = moved.reduce((sum, value, i) => sum + inside[i] * value, 0);
      for (let i = 0; i < size; i++)
        moved[i] = ((1 - JUMP_SHARE) * inside[i] * moved[i]) / total + JUMP_SHARE * even[i];
      astray = drifted(astray).map((value) => value + (ASTRAY - value) / ASTRAY_S);
      together.fill(0);
      if (said) {
        const surplus = Math.max(0, Math.max(...said) - MOST_LOG);
        const likelihood = said.map((value, i) => inside[i] * Math.exp(Math.max(0, value - surplus)));
        const usual = likelihood.reduce((sum, value, i) => sum + value * moved[i], 0);
        for (let i = 0; i < size; i++) {
          if (!inside[i]) continue;
          const told = (1 - astray[i]) * (likelihood[i] / usual) + astray[i];
          together[i] = Math.log(told);
          astray[i] /= told;
          moved[i] *= likelihood[i] / usual;
        }
      }
      own = moved;
      // Before the network speaks no rate is named.
      test.step(said && colours, (i) => inside[i] === 1 && !colours?.common[i]);
      weak = drifted(weak).map((value) => value + (WEAK - value) / WEAK_S);
      if (colours) {
        const { logLikelihood, common } = colours;
        const ranks = rankLogRatios(logLikelihood, inside);
        for (let i = 0; i < size; i++) {
          // Who looks at the same movement or light is no witness of his own.
          if (!inside[i] || common[i]) {
            together[i] += logLikelihood[i];
            continue;
          }
          const clear = Math.exp(logLikelihood[i]);
          const ranked = Math.exp(RANK_SHARE * ranks[i]);
          const guided = (1 - weak[i]) * clear + weak[i] * ranked;
          weak[i] *= ranked / guided;
          const named = massNear(own, i);
          together[i] += Math.log((1 - named) * clear + named * guided);
        }
      }
      for (let i = 0; i < size; i++) {
        appearing[i] = inside[i] ? expected * ((1 - ASTRAY) * own[i] + ASTRAY * even[i]) : prior[i];
      }
      const [rateBpm, sureness] = modeOf(own);
      return { together, appearing, rateBpm, sureness, isBorneOut: test.isPassed };
    },
  };
}

function modeOf(values: Float64Array): [number, number] {
  let best = 0;
  let mode = 0;
  for (let i = 0; i < values.length; i++) {
    const mass = massNear(values, i);
    if (mass > best) {
      best = mass;
      mode = i;
    }
  }
  let weighted = 0;
  for (let j = Math.max(0, mode - WITHIN_BPM); j <= Math.min(values.length - 1, mode + WITHIN_BPM); j++) {
    weighted += values[j] * RATE_GRID_BPM[j];
  }
  return [weighted / best, best];
}
