import type { Expression } from "./expression-plan.ts";
import { BROW_UP, FACE_BOX, FROWN, LASHES, LIDS, type Pull, SMILE, WRINKLE } from "./face-geometry.ts";
import { jawOrigin, lidOrigin, type Origin } from "./face-parts.ts";
import type { Layer } from "./layer.ts";
import type { Blood, Scene } from "./scene.ts";

/** A head as it looks with an expression; overwritten by the next. */
export interface MovedHead {
  readonly head: Layer;
  readonly blood: Blood;
}

/** Linear light inside an open mouth: dark at the teeth, the tongue before the lower lip. */
const MOUTH_DARK = [0.02, 0.007, 0.007];
const TONGUE = [0.16, 0.045, 0.045];

/** A pull's share of the movement over the face's box. */
interface Field {
  readonly pull: Pull;
  readonly amount: (expression: Expression) => number;
  readonly weight: Float32Array;
}

const PULLS: readonly [readonly Pull[], (e: Expression) => number][] = [
  [BROW_UP.left, (e) => e.browLeft],
  [BROW_UP.right, (e) => e.browRight],
  [FROWN.left, (e) => Math.max(0, -e.browLeft)],
  [FROWN.right, (e) => Math.max(0, -e.browRight)],
  [SMILE.left, (e) => e.smileLeft],
  [SMILE.right, (e) => e.smileRight],
  [LASHES.left, (e) => e.lidLeft],
  [LASHES.right, (e) => e.lidRight],
  [WRINKLE, (e) => e.wrinkle],
];

/**
 * Plans the movement of a scene's face: the skin is drawn along by bells, lids and lower lip are pushed over what lies
 * behind them, and an opened mouth is filled dark.
 *
 * Only the face's box is computed anew, and only when the expression has changed; without any movement the scene's own
 * head comes back.
 */
export function planFaceWarp(scene: Scene): (expression: Expression) => MovedHead {
  const { columns } = scene;
  const box = boxOf(scene);
  const width = box.right - box.left;
  const size = width * (box.bottom - box.top);
  const atX = new Float32Array(size);
  const atY = new Float32Array(size);
  for (let k = 0; k < size; k++) {
    const column = box.left + (k % width);
    const row = box.top + Math.floor(k / width);
    [atX[k], atY[k]] = scene.portraitAt(column, row);
  }
  const fields: Field[] = PULLS.flatMap(([pulls, amount]) =>
    pulls.map((pull) => ({ pull, amount, weight: bell(pull, atX, atY) })),
  );
  const live: MovedHead = {
    head: {
      light: scene.head.light.slice(),
      from: scene.head.from.map((from, row) => (isWithin(row, box) ? Math.min(from, box.left) : from)),
      to: scene.head.to.map((to, row) => (isWithin(row, box) ? Math.max(to, box.right) : to)),
    },
    blood: { ...scene.blood, strength: scene.blood.strength.slice(), mirrored: scene.blood.mirrored.slice() },
  };
  const still: MovedHead = { head: scene.head, blood: scene.blood };
  const pixel = 1 / scene.zoom;
  const origin: Origin = { y: 0, coverY: 0, cover: 0, gap: 0, depth: 0 };
  const sources = [scene.head.light, scene.blood.strength, scene.blood.mirrored] as const;
  const targets = [live.head.light, live.blood.strength, live.blood.mirrored] as const;
  let last = "";

  /** Lays what is at a point of the portrait over sample `to`, with a weight. */
  function lay(x: number, y: number, to: number, weight: number): void {
    const [column, row] = scene.layerAt(x, y);
    const ix = Math.min(columns - 2, Math.max(0, Math.floor(column)));
    const iy = Math.min(scene.rows - 2, Math.max(0, Math.floor(row)));
    const fx = column - ix;
    const fy = row - iy;
    for (let part = 0; part < sources.length; part++) {
      const source = sources[part];
      const target = targets[part];
      const channels = part === 0 ? 4 : 1;
      for (let c = 0; c < channels; c++) {
        const at = (iy * columns + ix) * channels + c;
        const below = at + columns * channels;
        const top = source[at] + (source[at + channels] - source[at]) * fx;
        const bottom = source[below] + (source[below + channels] - source[below]) * fx;
        const old = target[to * channels + c];
        target[to * channels + c] = old + (top + (bottom - top) * fy - old) * weight;
      }
    }
  }

  function copy(i: number): void {
    for (let c = 0; c < 4; c++) live.head.light[4 * i + c] = scene.head.light[4 * i + c];
    live.blood.strength[i] = scene.blood.strength[i];
    live.blood.mirrored[i] = scene.blood.mirrored[i];
  }

  function darken(i: number, share: number, depth: number): void {
    const tongue = Math.max(0, depth - 0.45) / 0.55;
    for (let c = 0; c < 3; c++) {
      const inside = MOUTH_DARK[c] + (TONGUE[c] - MOUTH_DARK[c]) * tongue;
      const at = 4 * i + c;
      live.head.light[at] += (inside * live.head.light[4 * i + 3] - live.head.light[at]) * share;
    }
    live.blood.strength[i] *= 1 - share;
  }

  return (expression) => {
    const now = Object.values(expression);
    if (now.every((amount) => amount === 0)) return still;
    const key = now.join();
    if (key === last) return live;
    last = key;
    const active = fields
      .map((field) => ({ ...field, amount: field.amount(expression) }))
      .filter(({ amount }) => amount !== 0);
    for (let k = 0; k < size; k++) {
      const i = (box.top + Math.floor(k / width)) * columns + box.left + (k % width);
      let x = atX[k];
      let y = atY[k];
      for (const { pull, amount, weight } of active) {
        x -= amount * pull.byX * weight[k];
        y -= amount * pull.byY * weight[k];
      }
      origin.y = y;
      origin.cover = 0;
      origin.gap = 0;
      if (expression.lidRight > 0) lidOrigin(LIDS.right, expression.lidRight, x, y, pixel, origin);
      if (expression.lidLeft > 0) lidOrigin(LIDS.left, expression.lidLeft, x, y, pixel, origin);
      if (expression.jaw !== 0) jawOrigin(expression.jaw, x, y, pixel, origin);
      if (x === atX[k] && y === atY[k]) copy(i);
      else lay(x, y, i, 1);
      if (origin.gap > 0) darken(i, origin.gap, origin.depth);
      if (origin.cover > 0) lay(x, origin.coverY, i, origin.cover);
    }
    return live;
  };
}

function bell(pull: Pull, atX: Float32Array, atY: Float32Array): Float32Array {
  return atX.map((x, k) => {
    const r2 = ((x - pull.x) / pull.spreadX) ** 2 + ((atY[k] - pull.y) / pull.spreadY) ** 2;
    return r2 > 16 ? 0 : Math.exp(-0.5 * r2);
  });
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Columns and rows of the layer that the face's box covers, however the scene is turned. */
function boxOf(scene: Scene): Box {
  const corners = [FACE_BOX.left, FACE_BOX.right].flatMap((x) =>
    [FACE_BOX.top, FACE_BOX.bottom].map((y) => scene.layerAt(x, y)),
  );
  const x = corners.map(([column]) => column);
  const y = corners.map(([, row]) => row);
  return {
    left: Math.max(0, Math.floor(Math.min(...x))),
    right: Math.min(scene.columns, Math.ceil(Math.max(...x)) + 1),
    top: Math.max(0, Math.floor(Math.min(...y))),
    bottom: Math.min(scene.rows, Math.ceil(Math.max(...y)) + 1),
  };
}

function isWithin(row: number, box: Box): boolean {
  return row >= box.top && row < box.bottom;
}
