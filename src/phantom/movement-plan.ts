import { fillingAt } from "./breathing.ts";
import { coughAt } from "./cough.ts";
import { closingHz } from "./loop.ts";
import { createRandom } from "./random.ts";
import type { Scenario } from "./scenario.ts";
import { planSwing } from "./swing.ts";
import type { VitalPlan } from "./vital-plan.ts";

/** Where the layers stand at one time, in pixels of the upright scene: x right, y down. */
export interface Pose {
  readonly headX: number;
  readonly headY: number;
  /** Tilt of the head about the neck, radians clockwise. */
  readonly headTilt: number;
  readonly chestX: number;
  readonly chestY: number;
  /** Widening of the chest, share. */
  readonly chestWiden: number;
  readonly cameraX: number;
  readonly cameraY: number;
}

const SWAY_PARTS = [
  { cycles: 1, share: 0.6 },
  { cycles: 1.7, share: 0.3 },
  { cycles: 2.9, share: 0.2 },
] as const;

/** How far a cough jerks the head, share of the face's width. */
const COUGH_NOD = 0.03;

/** Sways, nods, coughs and breathes: the pose at any time, the same for the same seed. */
export function planMovement(scenario: Scenario, vital: VitalPlan): (tS: number) => Pose {
  const { motion } = scenario;
  const random = createRandom(scenario.seed, "movement");
  const sway = SWAY_PARTS.map((part) => ({
    hz: closingHz(part.cycles / motion.swayPeriodS, vital.periodS),
    x: part.share * motion.swayPx,
    y: part.share * motion.swayPx * 0.4,
    phaseX: 2 * Math.PI * random.uniform(),
    phaseY: 2 * Math.PI * random.uniform(),
  }));
  // Shaking of a hand-held or wall-mounted camera: a few slow tremors whose squares add up to the asked spread.
  const shake = [0.7, 1.6, 3.1, 5.3].map((hz) => ({
    hz: closingHz(hz * (0.9 + 0.2 * random.uniform()), vital.periodS),
    size: (motion.cameraPx * Math.SQRT2) / 2,
    phaseX: 2 * Math.PI * random.uniform(),
    phaseY: 2 * Math.PI * random.uniform(),
  }));
  const mount = planSwing(motion.cameraSwayPeriodS, createRandom(scenario.seed, "mount"), vital.periodS);
  const nodHz = closingHz(motion.nodBpm / 60, vital.periodS);
  return (tS) => {
    let headX = 0;
    let headY = 0;
    let tilt = 0;
    for (const part of sway) {
      const angle = 2 * Math.PI * part.hz * tS;
      headX += part.x * Math.sin(angle + part.phaseX);
      headY += part.y * Math.sin(angle + part.phaseY);
      tilt += 0.004 * part.x * Math.sin(angle + part.phaseX);
    }
    // Who sways does it from the hips: the shoulders go a third of the way.
    const chestX = 0.3 * headX;
    let chestY = 0.3 * headY;
    headY += (motion.nodPx / 2) * Math.sin(2 * Math.PI * nodHz * tS);
    if (scenario.pulse) headY += scenario.pulse.nodPx * vital.nod(tS);
    let chestWiden = 0;
    if (scenario.breathing) {
      const filling = fillingAt(vital.breaths, tS) - 0.5;
      headY -= scenario.breathing.headPx * filling;
      chestY -= scenario.breathing.chestPx * filling;
      chestWiden = 0.004 * scenario.breathing.chestPx * filling;
      if (scenario.breathing.coughsAtS.length > 0) {
        const cough = coughAt(scenario.breathing.coughsAtS, tS);
        chestY -= scenario.breathing.chestPx * cough.chest;
        headY += COUGH_NOD * scenario.scene.faceWidthPx * cough.head;
      }
    }
    let cameraX = 0;
    let cameraY = 0;
    for (const part of shake) {
      cameraX += part.size * Math.sin(2 * Math.PI * part.hz * tS + part.phaseX);
      cameraY += part.size * Math.sin(2 * Math.PI * part.hz * tS + part.phaseY);
    }
    if (motion.cameraSwayPx > 0) {
      const sway = (motion.cameraSwayPx / 2) * mount(tS);
      cameraX += sway / 2;
      cameraY += sway;
    }
    return { headX, headY, headTilt: tilt, chestX, chestY, chestWiden, cameraX, cameraY };
  };
}
