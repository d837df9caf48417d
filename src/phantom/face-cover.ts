import { smoothStep } from "./face-geometry.ts";
import type { FaceScenario, Rgb } from "./scenario.ts";

/** What lies over the face at a point: its linear light, and how much of the point it covers, 0..1. */
export interface Cover {
  light: [number, number, number];
  share: number;
}

const MASKS: Readonly<Record<"blue" | "white", Rgb>> = { blue: [0.24, 0.5, 0.68], white: [0.78, 0.8, 0.8] };
const TAPE: Rgb = [0.72, 0.68, 0.6];
const TUBE: Rgb = [0.5, 0.6, 0.62];

/** Upper edge of a mask over the bridge of the nose, its lower one under the chin, and half its width at the cheeks. */
const MASK = { x: 223, top: 120, bottom: 177, halfX: 38 } as const;

/** Plans what mask and tube lay over a point of the portrait; null where there is neither. */
export function planCover(face: FaceScenario): ((x: number, y: number, out: Cover) => void) | null {
  const { mask, tube } = face;
  if (mask !== "none") return (x, y, out) => maskAt(MASKS[mask], x, y, out);
  return tube ? tubeAt : null;
}

/** A pleated mask as surgeons wear it: nothing shines through. */
function maskAt(cloth: Rgb, x: number, y: number, out: Cover): void {
  const across = (x - MASK.x) / MASK.halfX;
  // The upper edge falls from the nose to the cheeks, the lower one follows the jaw.
  const top = MASK.top + 9 * Math.min(1, Math.abs(across)) ** 1.5;
  const bottom = MASK.bottom - 20 * Math.min(1, Math.abs(across)) ** 3;
  const inside = band(y, top, bottom) * band(x, MASK.x - MASK.halfX, MASK.x + MASK.halfX);
  // Elastic bands from the upper corners to the ears.
  const strap =
    Math.abs(across) > 0.95 ? band(y, top + 1 - 6 * (Math.abs(across) - 1), top + 3 - 6 * (Math.abs(across) - 1)) : 0;
  out.share = Math.max(inside, strap);
  const pleat = Math.abs((((y - top) / 11) % 1) - 0.5);
  const shade = (1 - 0.22 * across * across) * (0.86 + 0.22 * pleat);
  for (let c = 0; c < 3; c++) out.light[c] = cloth[c] * shade;
}

/** A breathing tube out of the right corner of the mouth, held by tape across the upper lip. */
function tubeAt(x: number, y: number, out: Cover): void {
  const fromMouth = y - 145;
  const middle = 216 - 0.25 * fromMouth;
  const tube = fromMouth > 0 ? band(x, middle - 4.2, middle + 4.2) : 0;
  const tape = band(y, 132 + 0.02 * (x - 223), 138.5) * band(x, 188, 260);
  out.share = Math.max(tube, tape);
  const round = tube > tape ? 0.55 + 0.45 * Math.sqrt(Math.max(0, 1 - ((x - middle + 1) / 5.2) ** 2)) : 1;
  const light = tube > tape ? TUBE : TAPE;
  for (let c = 0; c < 3; c++) out.light[c] = light[c] * round;
}

/** 1 between two limits with an edge of a pixel of the portrait. */
function band(value: number, from: number, to: number): number {
  return smoothStep(from - 0.5, from + 0.5, value) * (1 - smoothStep(to - 0.5, to + 0.5, value));
}
