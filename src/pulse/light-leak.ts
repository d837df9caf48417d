import { localFloor } from "../dsp/local-floor.ts";

import type { RelativeColour } from "./pooled-colour.ts";

/**
 * What a change of light leaves in the projected signal, as a share of its power. At its own frequency the projection cancels
 * it but for clipping and the colour of the light; at twice its frequency gamma and the codec bend dark and bright channels
 * differently. Light that the room shares is a lamp or the exposure; what only the skin shows is shading by movement, and
 * a third of a pulse's own power, which these shares must leave untouched. Where no room is seen all is taken as lamp.
 *
 * Only lines of light are meant, which leave lines: what is spread over the band leaves what is spread too, and the floor
 * of the projected signal answers for that.
 */
const LAMP_LEAK = { same: 0.01, doubled: 0.03 };
const SHADING_LEAK = { same: 0.002, doubled: 0.005 };

/** Light above its own surroundings by this factor is a line (probability 1 % under the exponential law). */
const LINE_FACTOR = 4.6;

/** What of a power spectrum stands out as lines. */
export function linesOf(power: Float64Array, binHz: number, lobeHz: number, reachHz: number): Float64Array {
  const floor = localFloor(power, binHz, lobeHz, reachHz);
  const lines = new Float64Array(power.length);
  for (let i = 0; i < lines.length; i++) lines[i] = Math.max(0, power[i] - LINE_FACTOR * floor[i]);
  return lines;
}

/**
 * Power that the light may have left in the pooled pulse, for each bin. `skin`, `room`: lines in the power spectra of the light on
 * them (Float64Array [bins]); room null where none is seen.
 */
export function lightLeak(skin: Float64Array, room: Float64Array | null): Float64Array {
  const lamp = room ?? skin;
  const leak = new Float64Array(skin.length);
  for (let i = 0; i < leak.length; i++) {
    leak[i] =
      Math.max(LAMP_LEAK.same * lamp[i], SHADING_LEAK.same * skin[i]) +
      Math.max(LAMP_LEAK.doubled * lamp[i >> 1], SHADING_LEAK.doubled * skin[i >> 1]);
  }
  return leak;
}

/** The light alone: mean of the three relative channels. Allocates Float64Array [n]. */
export function lightOf([r, g, b]: RelativeColour): Float64Array {
  const light = new Float64Array(r.length);
  for (let i = 0; i < light.length; i++) light[i] = (r[i] + g[i] + b[i]) / 3;
  return light;
}
