import { fillingAt } from "./breathing.ts";
import { drawLayerRow, drawRoomRow, placement } from "./compositor.ts";
import { planCurtain } from "./curtain.ts";
import { planDefocus } from "./defocus.ts";
import { planExpression } from "./expression-plan.ts";
import { planFaceWarp } from "./face-warp.ts";
import { planFrameTimes } from "./frame-times.ts";
import { MARGIN_PX } from "./layer.ts";
import { planLighting } from "./lighting.ts";
import { planMovement } from "./movement-plan.ts";
import { sensorNoise } from "./optics.ts";
import { type OtherPerson, planOtherPerson, planOtherVitals } from "./other-person.ts";
import { planPassersby } from "./passerby.ts";
import { placeOnPath } from "./person-path.ts";
import { cutPortrait, type Portrait, type PortraitLayers } from "./portrait.ts";
import { FACE_MIDDLE } from "./portrait-outline.ts";
import type { Scenario } from "./scenario.ts";
import { buildScene, TRAVEL_LEVELS } from "./scene.ts";
import { createSensor, type Planes } from "./sensor.ts";
import { type Truth, truthOf } from "./truth.ts";
import { planVitals } from "./vital-plan.ts";

/** One rendered picture: YUV 4:2:0 in BT.601, limited range. The planes are the phantom's own and overwritten by the next. */
export interface PhantomFrame extends Planes {
  readonly tMs: number;
}

/** A patient whose every value is known, seen by a camera. */
export interface Phantom {
  readonly truth: Truth;
  /** Pictures until the end; of a loop: until it starts again. */
  readonly frameCount: number;
  /** Length in ms; a loop's is its period. */
  readonly durationMs: number;
  /** Time stamp of a picture, without rendering it. */
  stampMs(index: number): number;
  /**
   * Renders a picture. In a loop `index` may go on beyond `frameCount`: time and noise go on, heart and breath repeat.
   */
  frame(index: number): PhantomFrame;
}

/** Whose skin pulses. */
type Pulsing = Pick<OtherPerson, "vital" | "breathing" | "transitMs" | "blood">;

/** Every phantom of a portrait is cut alike, so the first one's layers serve all. */
const CUT = new WeakMap<Portrait, PortraitLayers>();

function layersOf(portrait: Portrait): PortraitLayers {
  const layers = CUT.get(portrait) ?? cutPortrait(portrait);
  CUT.set(portrait, layers);
  return layers;
}

/** What happens when in a scenario, and what of it is known; no picture. */
export function planPhantom(scenario: Scenario, loop: boolean) {
  const times = planFrameTimes(scenario, loop);
  const vital = planVitals(scenario, times.durationS, times.periodS);
  const others = scenario.scene.others.map((_, k) => planOtherVitals(scenario, k, times.durationS));
  return { times, vital, truth: truthOf(scenario, vital, times, others) };
}

/**
 * Prepares a scenario: cuts the portrait, draws beats and breaths. Same scenario, same bytes on one machine.
 *
 * @param loop true: the frame after the last one is the first again; the rates are bent a little until whole beats and
 * breaths fit, and the truth tells the bent ones.
 */
export function createPhantom(scenario: Scenario, portrait: Portrait, loop = false): Phantom {
  const { widthPx, heightPx } = scenario.video;
  const { times, vital, truth } = planPhantom(scenario, loop);
  const { periodS } = times;
  const poseAt = planMovement(scenario, vital);
  const lighting = planLighting(scenario, periodS);
  const scene = buildScene(scenario, layersOf(portrait));
  const expressionAt = planExpression(scenario, times.durationS);
  const headWith = expressionAt && planFaceWarp(scene);
  const noise = sensorNoise(scenario.camera.noise, scenario.camera.readPercent);
  const sensor = createSensor(
    widthPx,
    noise,
    slope(widthPx, scenario.light.gradientPercent),
    scenario.seed,
    scenario.video.mono,
  );
  const { defocusPx } = scenario.camera;
  const defocus = defocusPx > 0 ? planDefocus(widthPx, heightPx, defocusPx) : null;
  const { curtain, passerby, path } = scenario.scene;
  const others = scenario.scene.others.map((_, k) => planOtherPerson(scenario, k, times.durationS, layersOf(portrait)));
  // What lies nearer to the camera is drawn later.
  const movers = [
    ...(curtain ? [planCurtain(curtain, scenario, periodS)] : []),
    ...(passerby.length > 0 ? [planPassersby(scenario)] : []),
  ];
  const planes: Planes = {
    y: new Uint8Array(widthPx * heightPx),
    u: new Uint8Array((widthPx * heightPx) / 4),
    v: new Uint8Array((widthPx * heightPx) / 4),
  };
  const upper = new Float32Array(3 * widthPx);
  const lower = new Float32Array(3 * widthPx);
  const loss = new Float32Array(3 * TRAVEL_LEVELS);
  const { breathing } = scenario;
  const patient = { vital, breathing, transitMs: scenario.pulse?.transitMs ?? 0, blood: scene.blood };
  const othersLoss = others.map(() => new Float32Array(3 * TRAVEL_LEVELS));

  /** How far the patient is from the place that the scene has for a face, pixels. */
  function walkedAt(tS: number): { x: number; y: number } {
    if (path.length === 0) return { x: 0, y: 0 };
    const { x, y } = placeOnPath(path, tS);
    const [column, row] = scene.layerAt(FACE_MIDDLE.x, FACE_MIDDLE.y);
    return { x: x * widthPx - (column - MARGIN_PX + 0.5), y: y * heightPx - (row - MARGIN_PX + 0.5) };
  }

  return {
    truth,
    frameCount: times.count,
    durationMs: times.durationS * 1000,
    stampMs: (index) => times.at(index).tMs,
    frame(index) {
      const { tMs, tS } = times.at(index);
      fillLoss(patient, tS, loss);
      others.forEach((other, k) => {
        fillLoss(other, tS, othersLoss[k]);
      });
      const pose = poseAt(tS);
      const turned = (x: number, y: number) => ({
        x: scene.turn.cos * x - scene.turn.sin * y,
        y: scene.turn.sin * x + scene.turn.cos * y,
      });
      const camera = turned(pose.cameraX, pose.cameraY);
      const head = turned(pose.headX, pose.headY);
      const chest = turned(pose.chestX, pose.chestY);
      const way = walkedAt(tS);
      const headAt = placement(scene.neck, head.x + way.x + camera.x, head.y + way.y + camera.y, pose.headTilt, 1);
      const chestAt = placement(
        scene.chestMiddle,
        chest.x + way.x + camera.x,
        chest.y + way.y + camera.y,
        0,
        1 + pose.chestWiden,
      );
      const { head: face, blood } = headWith ? headWith(expressionAt(tS)) : scene;
      const passing = movers.flatMap((mover) => {
        const place = mover.placeAt(tS, camera);
        return place ? [{ layer: mover.layer, place }] : [];
      });
      const places = others.map((other) => other.placesAt(tS, camera));
      const amplification = lighting.gainAt(tS);
      const draw = (line: Float32Array, y: number) => {
        drawRoomRow(scene, line, y, camera.x, camera.y);
        drawLayerRow(scene, scene.chest, line, y, chestAt, null, loss);
        drawLayerRow(scene, face, line, y, headAt, blood, loss);
        others.forEach((other, k) => {
          drawLayerRow(other.scene, other.chest, line, y, places[k].chest, null, loss);
          drawLayerRow(other.scene, other.head, line, y, places[k].head, other.blood, othersLoss[k]);
        });
        for (const { layer, place } of passing) drawLayerRow(scene, layer, line, y, place, null, loss);
      };
      defocus?.fill(draw);
      for (let y = 0; y < heightPx; y += 2) {
        if (defocus) {
          upper.set(defocus.line(y));
          lower.set(defocus.line(y + 1));
        } else {
          draw(upper, y);
          draw(lower, y + 1);
        }
        const gains = [lighting.lineGain(tS, y), lighting.lineGain(tS, y + 1)] as const;
        sensor.develop(planes, upper, lower, gains, amplification, index, y);
      }
      return { ...planes, tMs };
    },
  };
}

/**
 * Writes what share of the inner light blood takes at a time, Float32Array [TRAVEL_LEVELS, 3]. Breathing shifts the same
 * blood as the pulse; without a pulse its colour is the mean one.
 */
function fillLoss(person: Pulsing, tS: number, out: Float32Array): void {
  const { vital, breathing, transitMs, blood } = person;
  const breath = breathing ? (breathing.baselinePercent / 100) * fillingAt(vital.breaths, tS) : 0;
  for (let level = 0; level < TRAVEL_LEVELS; level++) {
    const delayS = (transitMs / 1000) * (level / (TRAVEL_LEVELS - 1) - 0.5);
    const filled = vital.blood(tS - delayS);
    for (let c = 0; c < 3; c++) {
      out[3 * level + c] = blood.scale[c] * (vital.pulsatility[c] * filled + vital.bloodColour[c] * breath);
    }
  }
}

/** Light over the columns: a straight slope with mean 1. */
function slope(widthPx: number, percent: number): Float32Array {
  return Float32Array.from({ length: widthPx }, (_, x) => 1 + (percent / 100) * ((x + 0.5) / widthPx - 0.5));
}
