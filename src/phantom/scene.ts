import { type Cover, planCover } from "./face-cover.ts";
import { type Layer, layerOf, MARGIN_PX } from "./layer.ts";
import { melaninShare } from "./optics.ts";
import type { PortraitLayers } from "./portrait.ts";
import { CHEST_MIDDLE, FACE_MIDDLE, FACE_WIDTH_PX, NECK, PORTRAIT_SIZE_PX } from "./portrait-outline.ts";
import { roomLight } from "./room.ts";
import type { Rgb, Scenario } from "./scenario.ts";

/** Steps into which the pulse's way across the face is divided. */
export const TRAVEL_LEVELS = 8;

/** What pulses in the head layer; one sample a pixel of it. */
export interface Blood {
  /** Strength of the pulse, times alpha. */
  readonly strength: Float32Array;
  /** Mirrored light, times alpha. */
  readonly mirrored: Float32Array;
  /** 0 .. TRAVEL_LEVELS - 1: from the chin to the forehead. */
  readonly travel: Uint8Array;
  /** Turns the asked change of the whole skin into that of its inner light, per channel. */
  readonly scale: Rgb;
}

export interface Scene {
  readonly columns: number;
  readonly rows: number;
  /** Float32Array [rows, columns, 3]: linear light of the room. */
  readonly room: Float32Array;
  readonly chest: Layer;
  readonly head: Layer;
  readonly blood: Blood;
  /** About which points head and chest turn, in pixels of the picture. */
  readonly neck: { readonly x: number; readonly y: number };
  readonly chestMiddle: { readonly x: number; readonly y: number };
  /** Pixels of the picture for one of the portrait. */
  readonly zoom: number;
  /** Column and row of a layer's sample for a point of the portrait, and back; between samples too. */
  layerAt(x: number, y: number): [column: number, row: number];
  portraitAt(column: number, row: number): [x: number, y: number];
  /** Cosine and sine of the scene's turn: movements of the upright scene turn with it. */
  readonly turn: { readonly cos: number; readonly sin: number };
}

/** The portrait is exposed for its whitest cloth; a little less leaves room for gain steps. */
const REFLECTANCE = 0.8;

/** Builds what a scenario's camera sees, at rest, in linear light. Allocates about 25 MB for 640 x 480. */
export function buildScene(scenario: Scenario, portrait: PortraitLayers): Scene {
  const { widthPx, heightPx } = scenario.video;
  const columns = widthPx + 2 * MARGIN_PX;
  const rows = heightPx + 2 * MARGIN_PX;
  const angle = (scenario.scene.turnDeg * Math.PI) / 180;
  const turn = { cos: Math.cos(angle), sin: Math.sin(angle) };
  const zoom = scenario.scene.faceWidthPx / FACE_WIDTH_PX;
  const faceRiseDownPx = -0.06 * Math.min(widthPx, heightPx);
  const toPicture = (point: { x: number; y: number }) => {
    const x = (point.x - FACE_MIDDLE.x) * zoom;
    const y = (point.y - FACE_MIDDLE.y) * zoom + faceRiseDownPx;
    return { x: widthPx / 2 + turn.cos * x - turn.sin * y, y: heightPx / 2 + turn.sin * x + turn.cos * y };
  };
  const room = new Float32Array(rows * columns * 3);
  const head = new Float32Array(rows * columns * 4);
  const chest = new Float32Array(rows * columns * 4);
  const strength = new Float32Array(rows * columns);
  const mirrored = new Float32Array(rows * columns);
  const travel = new Uint8Array(rows * columns);
  const melanin = melaninShare(scenario.skin.melanin);
  const specular = scenario.skin.specularPercent / 100;
  const coverAt = planCover(scenario.face);
  const cover: Cover = { light: [0, 0, 0], share: 0 };
  const plain = [0, 0, 0];
  const inner = [0, 0, 0];

  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const i = row * columns + column;
      const x = column - MARGIN_PX + 0.5 - widthPx / 2;
      const y = row - MARGIN_PX + 0.5 - heightPx / 2;
      const uprightX = turn.cos * x + turn.sin * y;
      const uprightY = -turn.sin * x + turn.cos * y;
      roomLight(uprightX / zoom, (uprightY - faceRiseDownPx) / zoom, room, 3 * i);
      if (!scenario.scene.person) continue;
      const px = uprightX / zoom + FACE_MIDDLE.x;
      const py = (uprightY - faceRiseDownPx) / zoom + FACE_MIDDLE.y;
      if (px < 2 || py < 2 || px > PORTRAIT_SIZE_PX - 4 || py > PORTRAIT_SIZE_PX - 4) {
        // Below the portrait its last row goes on, so that a turned or distant body does not end in mid air.
        if (py > PORTRAIT_SIZE_PX - 4 && px >= 2 && px <= PORTRAIT_SIZE_PX - 4) {
          sampleCutout(portrait.chest, px, PORTRAIT_SIZE_PX - 4, chest, 4 * i, REFLECTANCE);
        }
        continue;
      }
      sampleCutout(portrait.chest, px, py, chest, 4 * i, REFLECTANCE);
      sampleCutout(portrait.head, px, py, head, 4 * i, REFLECTANCE);
      const alpha = head[4 * i + 3];
      if (alpha === 0) continue;
      const pigmented = Math.min(1, sample(portrait.pigmented, 1, 0, px, py) / alpha);
      const perfusion = sample(portrait.perfusion, 1, 0, px, py);
      const skin = sample(portrait.skin, 1, 0, px, py);
      if (coverAt) coverAt(px, py, cover);
      const bare = coverAt ? 1 - cover.share : 1;
      const sheen = specular * (0.2126 * head[4 * i] + 0.7152 * head[4 * i + 1] + 0.0722 * head[4 * i + 2]);
      for (let c = 0; c < 3; c++) {
        const whole = head[4 * i + c];
        plain[c] = plain[c] + skin * whole;
        inner[c] = inner[c] + skin * perfusion * (whole - sheen);
        const pigment = sheen + (whole - sheen) * melanin[c];
        head[4 * i + c] = whole + (pigment - whole) * pigmented;
        if (bare < 1) head[4 * i + c] += (cover.light[c] * REFLECTANCE * alpha - head[4 * i + c]) * cover.share;
      }
      strength[i] = perfusion * bare;
      mirrored[i] = sheen;
      travel[i] = Math.round(sample(portrait.travel, 1, 0, px, py) * (TRAVEL_LEVELS - 1));
    }
  }
  const scale = plain.map((sum, c) => sum / Math.max(1e-9, inner[c])) as unknown as Rgb;
  return {
    columns,
    rows,
    room,
    chest: layerOf(chest, columns, rows),
    head: layerOf(head, columns, rows),
    blood: { strength, mirrored, travel, scale },
    neck: toPicture(NECK),
    chestMiddle: toPicture(CHEST_MIDDLE),
    zoom,
    layerAt(x, y) {
      const at = toPicture({ x, y });
      return [at.x + MARGIN_PX - 0.5, at.y + MARGIN_PX - 0.5];
    },
    portraitAt(column, row) {
      const x = column - MARGIN_PX + 0.5 - widthPx / 2;
      const y = row - MARGIN_PX + 0.5 - heightPx / 2;
      return [
        (turn.cos * x + turn.sin * y) / zoom + FACE_MIDDLE.x,
        (turn.cos * y - turn.sin * x - faceRiseDownPx) / zoom + FACE_MIDDLE.y,
      ];
    },
    turn,
  };
}

/** Writes light times alpha, and alpha, of a cut-out at a point between its pixels. */
function sampleCutout(
  cutout: PortraitLayers["head"],
  x: number,
  y: number,
  out: Float32Array,
  at: number,
  scale: number,
): void {
  const alpha = sample(cutout.alpha, 1, 0, x, y);
  if (alpha < 1 / 512) return;
  for (let c = 0; c < 3; c++) out[at + c] = Math.max(0, sample(cutout.light, 3, c, x, y)) * alpha * scale;
  out[at + 3] = alpha;
}

/** Catmull-Rom interpolation of one channel of an interleaved 512 x 512 picture; exact at the pixels. */
function sample(data: Float32Array, channels: number, channel: number, x: number, y: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const wx = catmullRom(x - ix);
  const wy = catmullRom(y - iy);
  let sum = 0;
  for (let j = 0; j < 4; j++) {
    const base = ((iy - 1 + j) * PORTRAIT_SIZE_PX + ix - 1) * channels + channel;
    const line =
      wx[0] * data[base] +
      wx[1] * data[base + channels] +
      wx[2] * data[base + 2 * channels] +
      wx[3] * data[base + 3 * channels];
    sum += wy[j] * line;
  }
  return sum;
}

function catmullRom(t: number): readonly [number, number, number, number] {
  const t2 = t * t;
  const t3 = t2 * t;
  return [(-t3 + 2 * t2 - t) / 2, (3 * t3 - 5 * t2 + 2) / 2, (-3 * t3 + 4 * t2 + t) / 2, (t3 - t2) / 2];
}
