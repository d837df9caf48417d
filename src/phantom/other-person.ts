import type { Placement } from "./compositor.ts";
import { type Layer, layerOf, MARGIN_PX } from "./layer.ts";
import { planMovement } from "./movement-plan.ts";
import { placeOnPath } from "./person-path.ts";
import type { PortraitLayers } from "./portrait.ts";
import { FACE_WIDTH_PX, PORTRAIT_SIZE_PX } from "./portrait-outline.ts";
import type { Scenario } from "./scenario.ts";
import { type Blood, buildScene, type Scene } from "./scene.ts";
import { planVitals, type VitalPlan } from "./vital-plan.ts";

/** Somebody else than the patient, nearer to the camera. */
export interface OtherPerson {
  readonly vital: VitalPlan;
  readonly breathing: Scenario["breathing"];
  readonly transitMs: number;
  readonly scene: Pick<Scene, "columns" | "rows">;
  readonly head: Layer;
  readonly chest: Layer;
  readonly blood: Blood;
  /** Where both layers are at a time; `camera`: what the camera's own movement adds, pixels. */
  placesAt(tS: number, camera: { readonly x: number; readonly y: number }): { head: Placement; chest: Placement };
}

/** The k-th other person of a scenario as a patient of their own: own seed, own heart. */
function otherScenario(scenario: Scenario, k: number): Scenario {
  const other = scenario.scene.others[k];
  const { widthPx, heightPx } = scenario.video;
  const zoom = other.faceWidthPx / FACE_WIDTH_PX;
  const evenAtLeast = (px: number) => 2 * Math.ceil(px / 2);
  return {
    ...scenario,
    seed: (scenario.seed + 7919 * (k + 1)) % 4_294_967_296,
    // Room for the whole portrait, and for a body below a face that is high in the picture.
    video: {
      ...scenario.video,
      widthPx: evenAtLeast(Math.max(widthPx, PORTRAIT_SIZE_PX * zoom)),
      heightPx: evenAtLeast(2 * heightPx),
    },
    scene: { ...scenario.scene, person: true, faceWidthPx: other.faceWidthPx, turnDeg: 0 },
    skin: { ...scenario.skin, melanin: other.melanin },
    pulse: other.pulse,
    breathing: other.breathing,
    motion: { ...scenario.motion, nodPx: 0, swayPx: other.swayPx, cameraPx: 0, cameraSwayPx: 0 },
    face: { ...scenario.face, mask: "none", tube: false },
  };
}

/** Heart and breath of the k-th other person. */
export function planOtherVitals(scenario: Scenario, k: number, durationS: number): VitalPlan {
  return planVitals(otherScenario(scenario, k), durationS, null);
}

/**
 * Makes another person of the same portrait: mirrored, of another build and skin, in blue. Bone and features stay the
 * portrait's; that is a harder test of telling two people apart than two portraits would be.
 */
export function planOtherPerson(
  scenario: Scenario,
  k: number,
  durationS: number,
  portrait: PortraitLayers,
): OtherPerson {
  const other = scenario.scene.others[k];
  const own = otherScenario(scenario, k);
  const vital = planOtherVitals(scenario, k, durationS);
  const poseAt = planMovement(own, vital);
  const scene = buildScene(own, portrait);
  const { columns, rows } = scene;
  const { widthPx, heightPx } = own.video;
  const middle = { x: widthPx / 2, y: heightPx / 2 - 0.06 * Math.min(widthPx, heightPx) };
  const { blood } = scene;
  return {
    vital,
    breathing: own.breathing,
    transitMs: own.pulse?.transitMs ?? 0,
    scene: { columns, rows },
    head: layerOf(mirror(scene.head.light, columns, 4), columns, rows),
    chest: layerOf(inBlue(mirror(scene.chest.light, columns, 4)), columns, rows),
    blood: {
      strength: mirror(blood.strength, columns, 1),
      mirrored: mirror(blood.mirrored, columns, 1),
      travel: mirror(blood.travel, columns, 1),
      scale: blood.scale,
    },
    placesAt(tS, camera) {
      const { x, y, tiltDeg } = placeOnPath(other.path, tS);
      const pose = poseAt(tS);
      const at = { x: x * scenario.video.widthPx + camera.x, y: y * scenario.video.heightPx + camera.y };
      const tilt = (tiltDeg * Math.PI) / 180;
      const place = (dx: number, dy: number) =>
        placed(middle, { x: at.x + dx, y: at.y + dy }, tilt, 1 - other.squeezePercent / 100);
      return { head: place(pose.headX, pose.headY), chest: place(pose.chestX, pose.chestY) };
    },
  };
}

/** Puts a layer's middle at a point of the picture, turned by `tilt` radians and `breadth` times as broad. */
function placed(
  middle: { readonly x: number; readonly y: number },
  at: { readonly x: number; readonly y: number },
  tilt: number,
  breadth: number,
): Placement {
  const cos = Math.cos(tilt);
  const sin = Math.sin(tilt);
  return {
    xx: cos / breadth,
    xy: sin / breadth,
    x0: middle.x - (cos * at.x + sin * at.y) / breadth + MARGIN_PX,
    yx: -sin,
    yy: cos,
    y0: middle.y + sin * at.x - cos * at.y + MARGIN_PX,
  };
}

/** The same rows from right to left; `channels` samples a point. */
function mirror<T extends Float32Array | Uint8Array>(data: T, columns: number, channels: number): T {
  const out = data.slice() as T;
  for (let row = 0; row < data.length; row += columns * channels) {
    for (let column = 0; column < columns; column++) {
      const from = row + (columns - 1 - column) * channels;
      for (let c = 0; c < channels; c++) out[row + column * channels + c] = data[from + c];
    }
  }
  return out;
}

/** Orange cloth becomes blue. */
function inBlue(light: Float32Array): Float32Array {
  for (let i = 0; i < light.length; i += 4) [light[i], light[i + 2]] = [light[i + 2], light[i]];
  return light;
}
