import { closingHz } from "./loop.ts";
import { rippleThroughShutter } from "./optics.ts";
import type { Rgb, Scenario } from "./scenario.ts";

/** Light on the scene and gain of the camera over time. */
export interface Lighting {
  /** Light that falls on a line of the picture, 1 = nominal; the line is read `readoutMs * y / heightPx` after the first. */
  lightAt(tS: number, y: number): number;
  /** The camera's gain per channel. */
  gainAt(tS: number): Rgb;
  /** Light per channel that reaches a line: what scene light is multiplied by, the camera's gain included. */
  lineGain(tS: number, y: number): Rgb;
}

/** @param periodS length of a loop, or null: drift then closes; flicker does only where whole periods fit. */
export function planLighting(scenario: Scenario, periodS: number | null): Lighting {
  const { light, camera, video } = scenario;
  const driftHz = closingHz(1 / light.driftPeriodS, periodS);
  const huntingHz = closingHz(1 / camera.huntingPeriodS, periodS);
  const ripple = (light.flickerPercent / 100) * rippleThroughShutter(light.flickerHz, camera.exposureMs);
  const lightAt = (tS: number, y: number) => {
    const drift = 1 + (light.driftPercent / 200) * Math.sin(2 * Math.PI * driftHz * tS);
    const readS = tS + (camera.readoutMs / 1000) * (y / video.heightPx);
    return light.level * drift * (1 + ripple * Math.sin(2 * Math.PI * light.flickerHz * readS));
  };
  const gainAt = (tS: number): Rgb => {
    let gain: Rgb = [1, 1, 1];
    for (const step of camera.gainSteps) {
      if (step.atS > tS) break;
      const share = step.rampS > 0 ? Math.min(1, (tS - step.atS) / step.rampS) : 1;
      const from = gain;
      const towards = (c: 0 | 1 | 2) => from[c] + (step.gain[c] - from[c]) * share;
      gain = [towards(0), towards(1), towards(2)];
    }
    const all = camera.gain * (1 + (camera.huntingPercent / 100) * triangle(huntingHz * tS));
    return [gain[0] * all, gain[1] * all, gain[2] * all];
  };
  return {
    lightAt,
    gainAt,
    lineGain(tS, y) {
      const falls = lightAt(tS, y);
      const gain = gainAt(tS);
      return [falls * light.colour[0] * gain[0], falls * light.colour[1] * gain[1], falls * light.colour[2] * gain[2]];
    },
  };
}

/** A control loop that answers too late runs up at a steady pace and down again: -1..1, period 1, 0 at 0. */
function triangle(x: number): number {
  const share = x + 0.25 - Math.floor(x + 0.25);
  return 1 - 4 * Math.abs(share - 0.5);
}
