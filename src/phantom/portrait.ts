import { linearOfSrgb } from "./optics.ts";
import { CHEST, CHIN_Y, FOREHEAD_Y, HEAD, HOLES, PALE, PERFUSED, PORTRAIT_SIZE_PX, SKIN } from "./portrait-outline.ts";

/** The portrait as decoded: 512 x 512 pixels of sRGB, red, green, blue interleaved. */
export interface Portrait {
  readonly rgb: Uint8Array;
}

/** A cut-out of the portrait: linear light that reaches beyond its edge, and what of it is there. */
export interface Cutout {
  /** Float32Array [512, 512, 3] row-major, 0..1. */
  readonly light: Float32Array;
  /** Float32Array [512, 512], 0..1. */
  readonly alpha: Float32Array;
}

export interface PortraitLayers {
  readonly head: Cutout;
  readonly chest: Cutout;
  /** Where skin shows, 0..1. */
  readonly skin: Float32Array;
  /** What melanin colours: skin and hair, not eyes, lips and teeth; 0..1. */
  readonly pigmented: Float32Array;
  /** Strength of the pulse, 0 outside the skin, about 0.8..1.3 inside. */
  readonly perfusion: Float32Array;
  /** How far the pulse has to travel, 0 at the chin to 1 at the forehead. */
  readonly travel: Float32Array;
}

const N = PORTRAIT_SIZE_PX;
const NEXT_TO = [-1, 1, -N, N];

/** Cuts the portrait into layers that move on their own. Allocates; takes a few tenths of a second. */
export function cutPortrait(portrait: Portrait): PortraitLayers {
  const light = new Float32Array(N * N * 3);
  const table = Float32Array.from({ length: 256 }, (_, step) => linearOfSrgb(step));
  for (let i = 0; i < light.length; i++) light[i] = table[portrait.rgb[i]];

  const headShape = fill(HEAD);
  const chestShape = fill(CHEST);
  const headAlpha = feather(headShape);
  const holes = feather(ellipses(HOLES));
  const pale = feather(ellipses(PALE));
  const bare = bareness(light);
  const skinShape = feather(fill(SKIN).map((inside, i) => inside * bare[i]));
  const skin = new Float32Array(N * N);
  const pigmented = new Float32Array(N * N);
  const perfusion = new Float32Array(N * N);
  const travel = new Float32Array(N * N);
  for (let y = 0; y < N; y++) {
    for (let x = 0; x < N; x++) {
      const i = y * N + x;
      skin[i] = skinShape[i] * (1 - holes[i]);
      pigmented[i] = headAlpha[i] * (1 - pale[i]);
      if (skin[i] > 0) perfusion[i] = skin[i] * strengthAt(x, y);
      travel[i] = clamped((CHIN_Y - y) / (CHIN_Y - FOREHEAD_Y));
    }
  }
  const headCore = shrink(headShape, 2);
  const aroundHead = grow(headShape, 3);
  const chestCore = shrink(chestShape, 2).map((inside, i) => (aroundHead[i] ? 0 : inside));
  return {
    head: { light: bleed(light, headCore, 10), alpha: headAlpha },
    chest: { light: bleed(light, chestCore, 60), alpha: feather(chestShape) },
    skin,
    pigmented,
    perfusion,
    travel,
  };
}

/** Hair that falls into the skin's outline is darker and yellower than any skin of the portrait: 0 there, 1 on skin. */
function bareness(light: Float32Array): Float32Array {
  return Float32Array.from({ length: N * N }, (_, i) => {
    const red = light[3 * i];
    const blue = light[3 * i + 2];
    return clamped((red - 0.12) / 0.12) * clamped((blue / (red + 1e-6) - 0.2) / 0.1);
  });
}

function strengthAt(x: number, y: number): number {
  let strength = 0.8;
  for (const place of PERFUSED) {
    const r2 = ((x - place.x) ** 2 + (y - place.y) ** 2) / place.spread ** 2;
    strength += place.gain * Math.exp(-0.5 * r2);
  }
  return strength;
}

/** 1 inside the polygon (even-odd), 0 outside. */
function fill(polygon: readonly number[]): Float32Array {
  const shape = new Float32Array(N * N);
  for (let y = 0; y < N; y++) {
    const crossings: number[] = [];
    for (let k = 0; k < polygon.length; k += 2) {
      const x0 = polygon[k];
      const y0 = polygon[k + 1];
      const x1 = polygon[(k + 2) % polygon.length];
      const y1 = polygon[(k + 3) % polygon.length];
      if (y0 <= y !== y1 <= y) crossings.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
    }
    crossings.sort((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const to = Math.min(N - 1, crossings[k + 1]);
      for (let x = Math.max(0, Math.ceil(crossings[k])); x <= to; x++) shape[y * N + x] = 1;
    }
  }
  return shape;
}

function ellipses(places: typeof HOLES | typeof PALE): Float32Array {
  const shape = new Float32Array(N * N);
  for (const hole of places) {
    for (let y = Math.floor(hole.y - hole.halfY); y <= hole.y + hole.halfY; y++) {
      for (let x = Math.floor(hole.x - hole.halfX); x <= hole.x + hole.halfX; x++) {
        if (((x - hole.x) / hole.halfX) ** 2 + ((y - hole.y) / hole.halfY) ** 2 <= 1) shape[y * N + x] = 1;
      }
    }
  }
  return shape;
}

/** Softens an edge: three passes of a running mean of three pixels over each axis. */
function feather(shape: Float32Array): Float32Array {
  const reach = 3;
  const first = shape.findIndex((inside) => inside > 0) - reach * N - reach;
  const last = shape.findLastIndex((inside) => inside > 0) + reach * N + reach;
  let from = shape;
  for (let pass = 0; pass < reach; pass++) {
    for (const step of [1, N]) {
      const to = new Float32Array(N * N);
      for (let i = Math.max(N, first); i <= Math.min(N * N - N - 1, last); i++) {
        to[i] = (from[i - step] + from[i] + from[i + step]) / 3;
      }
      from = to;
    }
  }
  return from;
}

function shrink(shape: Float32Array, byPx: number): Float32Array {
  return neighbours(shape, byPx, (a, b) => Math.min(a, b));
}

function grow(shape: Float32Array, byPx: number): Float32Array {
  return neighbours(shape, byPx, (a, b) => Math.max(a, b));
}

function neighbours(shape: Float32Array, byPx: number, choose: (a: number, b: number) => number): Float32Array {
  let from = shape;
  for (let pass = 0; pass < byPx; pass++) {
    const to = from.slice();
    for (let i = N; i < N * N - N; i++) {
      for (const step of NEXT_TO) to[i] = choose(to[i], from[i + step]);
    }
    from = to;
  }
  return from;
}

/** Carries the colours of the core outwards, a pixel a pass, so that a soft edge shows nothing of the old background. */
function bleed(light: Float32Array, core: Float32Array, passes: number): Float32Array {
  const out = light.slice();
  // Pass in which a pixel's colour became known: 0 in the core, -1 not yet.
  const since = Int16Array.from(core, (inside) => (inside ? 0 : -1));
  const unknownBeside = (i: number) => NEXT_TO.map((step) => i + step).filter((j) => since[j] === -1 && isInner(j));
  let edge = new Set<number>();
  for (let i = N; i < N * N - N; i++) if (since[i] === 0) for (const j of unknownBeside(i)) edge.add(j);
  for (let pass = 1; pass <= passes; pass++) {
    for (const i of edge) {
      const known = NEXT_TO.map((step) => i + step).filter((j) => since[j] >= 0 && since[j] < pass);
      for (let c = 0; c < 3; c++) out[3 * i + c] = known.reduce((sum, j) => sum + out[3 * j + c], 0) / known.length;
      since[i] = pass;
    }
    edge = new Set([...edge].flatMap(unknownBeside));
  }
  return out;
}

function isInner(i: number): boolean {
  return i >= N && i < N * N - N;
}

function clamped(x: number): number {
  return Math.min(1, Math.max(0, x));
}
