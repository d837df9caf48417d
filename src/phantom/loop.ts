import { AfarError } from "../base/errors.ts";

import { rateAt } from "./rate-profile.ts";
import type { Scenario } from "./scenario.ts";

/**
 * Number of frames after which a scenario may start again: a whole number of beats fits to half a frame, and of those within
 * a quarter of the asked length the one is taken that bends the breathing least.
 *
 * @throws AfarError SCENARIO_INVALID when something in the scenario happens only once.
 */
export function loopFrames(scenario: Scenario): number {
  refuseEvents(scenario);
  const { rateHz } = scenario.video;
  const asked = Math.round(scenario.durationS * rateHz);
  const bpm = scenario.pulse ? rateAt(scenario.pulse.bpm, 0) : null;
  const brpm = scenario.breathing ? rateAt(scenario.breathing.brpm, 0) : null;
  if (bpm === null) return brpm === null ? asked : Math.round((wholes(scenario.durationS, brpm) * 60 * rateHz) / brpm);
  let best = asked;
  let leastOff = Infinity;
  const middle = wholes(scenario.durationS, bpm);
  for (let beats = Math.ceil(middle * 0.75); beats <= middle * 1.25; beats++) {
    const frames = Math.round((beats * 60 * rateHz) / bpm);
    const breaths = brpm === null ? 0 : (frames / rateHz / 60) * brpm;
    const off = Math.abs(breaths - Math.round(breaths)) + Math.abs(beats - middle) / middle / 10;
    if (off < leastOff) {
      leastOff = off;
      best = frames;
    }
  }
  return best;
}

function refuseEvents(scenario: Scenario): void {
  const { pulse, breathing, face, scene, camera } = scenario;
  const steps: Readonly<Record<string, number>> = {
    "pulse.bpm": (pulse?.bpm.length ?? 1) - 1,
    "breathing.brpm": (breathing?.brpm.length ?? 1) - 1,
    "breathing.depthPercent": (breathing?.depthPercent.length ?? 1) - 1,
    "breathing.coughsAtS": breathing?.coughsAtS.length ?? 0,
    "face.blinksAtS": face.blinksAtS.length,
    "face.blinksPerMin": face.blinksPerMin,
    "face.eyesClosed": face.eyesClosed.length,
    "face.mouth": face.mouth.length,
    "face.brow": face.brow.length,
    "face.smile": face.smile.length,
    "face.grimace": face.grimace.length,
    "scene.passerby": scene.passerby.length,
    "scene.path": scene.path.length,
    "scene.others": scene.others.length,
    "camera.gainSteps": camera.gainSteps.length,
  };
  const key = Object.keys(steps).find((name) => steps[name] > 0);
  if (key === undefined) return;
  throw new AfarError(
    "SCENARIO_INVALID",
    `${scenario.name}: ${key} changes with time, so the scenario cannot be looped: render it once with afar phantom, and give that file as the source.`,
  );
}

function wholes(durationS: number, perMinute: number): number {
  return Math.max(1, Math.round((durationS * perMinute) / 60));
}

/** A frequency bent to a whole number of cycles in the loop, or left as it is without one. */
export function closingHz(hz: number, periodS: number | null): number {
  return periodS === null || hz === 0 ? hz : Math.max(1, Math.round(hz * periodS)) / periodS;
}
