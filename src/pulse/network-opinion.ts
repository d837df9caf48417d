import { rankLogRatio, sharesAbove } from "./guided-look.ts";
import { RATE_GRID_BPM } from "./rate-grid.ts";
import { massNear, transitionKernel, WITHIN_BPM } from "./rate-tracker.ts";

/** What a network's wave adds to what the colours say. */
export interface NetworkOpinion {
  /** Float64Array [grid]: ln ratios of what colours and network showed together, under a pulse at each rate against none. */
  readonly together: Float64Array;
  /** Float64Array [grid], summing to 1: how likely a pulse that comes into view now has each rate. */
  readonly appearing: Float64Array;
  /** The network's own rate, /min, and the probability, given its wave alone, that this is the rate of that wave. */
  readonly rateBpm: number;
  readonly sureness: number;
  /**
   * Whether the colours themselves show something like a pulse at a rate: over the last seconds they stood out more there than at nearly
   * all others.
   */
  isBorneOut(rateBpm: number): boolean;
}

export interface NetworkOpinions {
  /**
   * One second passed. `said`: Float64Array [grid], ln ratios of the network's wave, weighted by what in it is new; null: nothing.
   * `colours`: those of the colours; null: nothing was seen. The arrays of the result are overwritten by the next step.
   */
  step(said: Float64Array | null, colours: Float64Array | null): NetworkOpinion;
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
/** How much of what a rank tells is new in a second: as of the colours that it is taken from (see OVERLAP_GAIN there). */
const RANK_SHARE = 0.3;
/** A pulse that a network sees is as often too weak for the colours' own measure as not, and stays so for about as long, s. */
const WEAK = 0.5;
const WEAK_S = 20;
/** How far a heart's rate moves in a second, /min. */
const DRIFT_BPM = 2;
/** Seconds over which the colours must bear out a rate, so that it takes about a window, and how many of the other rates may stand out more on average. */
const BORNE_OUT_S = 6;
const MOST_ABOVE = 0.15;
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
  /** For each rate: the mean share of others at which the colours stood out more; half of them, while nothing was seen. */
  let above: Float64Array = new Float64Array(size).fill(0.5);
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
      above = drifted(above);
      weak = drifted(weak).map((value) => value + (WEAK - value) / WEAK_S);
      if (colours) {
        const shares = sharesAbove(colours, inside);
        for (let i = 0; i < size; i++) {
          above[i] += (shares[i] - above[i]) / BORNE_OUT_S;
          if (!inside[i]) {
            together[i] += colours[i];
            continue;
          }
          const clear = Math.exp(colours[i]);
          const ranked = Math.exp(RANK_SHARE * rankLogRatio(shares[i]));
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
      const isBorneOut = (bpm: number) => (above[Math.round(bpm) - RATE_GRID_BPM[0]] ?? 1) <= MOST_ABOVE;
      return { together, appearing, rateBpm, sureness, isBorneOut };
    },
  };
}

/** What is known of each rate a second later, when the heart's has moved a little: the mean of the rates around it. Allocates it. */
function drifted(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const first = Math.max(0, i - DRIFT_BPM);
    const last = Math.min(values.length - 1, i + DRIFT_BPM);
    for (let j = first; j <= last; j++) out[i] += values[j] / (last - first + 1);
  }
  return out;
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
