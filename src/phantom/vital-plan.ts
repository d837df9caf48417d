import { type Breath, driveAt, planBreaths } from "./breathing.ts";
import { type Beat, planBeats, pulsesOf } from "./cardiac.ts";
import { harmonicWave, naturalWave, nodWave } from "./pulse-wave.ts";
import { createRandom } from "./random.ts";
import type { Rgb, Scenario } from "./scenario.ts";

/** Heart and breath of one scenario over its whole length. */
export interface VitalPlan {
  /** Length of the loop in seconds, or null when the video runs once. */
  readonly periodS: number | null;
  readonly durationS: number;
  readonly beats: readonly Beat[];
  readonly breaths: readonly Breath[];
  /** Blood in the skin, peak to peak 1, at the middle of the face. */
  readonly blood: (tS: number) => number;
  /** The head's recoil, peak to peak 1. */
  readonly nod: (tS: number) => number;
  /** Pulsatility of red, green and blue, peak to peak over mean; green is what the scenario asks, within its spread. */
  readonly pulsatility: Rgb;
  /** Change per channel for a change of 1 in green: the colour of blood in this scenario. */
  readonly bloodColour: Rgb;
}

const NOTHING = () => 0;

/** 0.33 : 0.77 : 0.53 over green: the mean of published face recordings. */
const MEAN_BLOOD: Rgb = [0.33 / 0.77, 1, 0.53 / 0.77];

/** @param periodS see VitalPlan; a loop needs steady rates. */
export function planVitals(scenario: Scenario, durationS: number, periodS: number | null): VitalPlan {
  const { pulse, breathing, seed } = scenario;
  const breaths = breathing ? planBreaths(breathing, durationS, periodS) : [];
  if (!pulse) {
    return {
      periodS,
      durationS,
      beats: [],
      breaths,
      blood: NOTHING,
      nod: NOTHING,
      pulsatility: [0, 0, 0],
      bloodColour: MEAN_BLOOD,
    };
  }
  const drive = (tS: number) => driveAt(breaths, tS);
  const beats = planBeats(pulse, drive, createRandom(seed, "beats"), durationS, periodS);
  const pulses = pulsesOf(beats);
  const bloodColour = drawColour(pulse.colour, pulse.colourSpreadPercent, seed);
  const green = pulse.greenPercent / 100;
  return {
    periodS,
    durationS,
    beats,
    breaths,
    blood: pulse.harmonics ? harmonicWave(pulse.harmonics, pulses) : naturalWave(pulses),
    nod: nodWave(pulses),
    pulsatility: [green * bloodColour[0], green, green * bloodColour[2]],
    bloodColour,
  };
}

/** Green is the scale that the scenario names, so only the ratios of red and blue to it are drawn. */
function drawColour(colour: Rgb, spreadPercent: number, seed: number): Rgb {
  const random = createRandom(seed, "colour");
  const drawn = (channel: number) => Math.max(0.2, 1 + (spreadPercent / 100) * random.gaussian()) * channel;
  return [drawn(colour[0]) / colour[1], 1, drawn(colour[2]) / colour[1]];
}
