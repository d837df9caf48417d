import type { Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";

import { meanToRgb } from "./colour-matrix.ts";
import { MOUTH_WITNESSES } from "./patches.ts";
import { channelArea, type PolygonSum, polygonArea, sumSpans } from "./polygon-mean.ts";
import { isSampledAlike, planPolygonSpans, spanPolygon } from "./polygon-spans.ts";

/** Masks and tapes are put on within seconds; a hand passes. */
const JUDGED_EVERY_MS = 200;
/** Judgements in a row that change what was said before. */
const CHANGES_AFTER = 3;
/** What was judged so long ago says nothing of the face that is there now. */
const FORGOTTEN_MS = 2000;
/** Witnesses that must be hidden: tape lies over both sides of the upper lip, a mask over all three. */
const LEAST_HIDDEN = 2;
const LEAST_PIXELS = 24;
const LEAST_INSIDE_SHARE = 0.9;
/** Usable patches from which the colour of the face's skin is known. */
const LEAST_PATCHES = 4;
/**
 * Distance in ln(R/G) below the face's skin: skin of any tone is redder than what is white, blue or beige by 0.2 and more
 * (twice as much where it is dark), while lips' surroundings are as red as the cheeks to within 0.05, or redder.
 */
const LESS_RED = 0.1;
/** Cloth and tape are about as light as skin or lighter; a beard, a moustache and shadow are darker. */
const NOT_DARKER = 0.8;
/** Where there is no colour only what is far lighter than the face is surely no skin: light from below makes 1.35. */
const FAR_LIGHTER = 1.5;

export interface MouthCover {
  /**
   * Whether something other than skin lies over the mouth's surroundings, or they lie outside of the frame; false where it
   * cannot be judged. `rgb` (Float64Array [n, 3]) and `usable` (Uint8Array [n]) tell the colour of the face's patches.
   * Judges five times a second of the frames' time; three judgements in a row change it.
   */
  step(frame: Frame, face: FaceLandmarks, rgb: Float64Array, usable: Uint8Array): boolean;
}

/**
 * Plans the watch for masks, tapes and tubes over the mouth, by colour: white, blue and green cloth, white and beige tape.
 *
 * What has the colour of skin is not noticed, nor is a tube without tape; a grey beard on dark skin may count as a cover. In a grey
 * picture a cover is only noticed where it is far lighter than the face.
 */
export function planMouthCover(): MouthCover {
  const most = Math.max(...MOUTH_WITNESSES.map(({ landmarks }) => landmarks.length));
  const xs = new Float64Array(most);
  const ys = new Float64Array(most);
  const spans = planPolygonSpans();
  const part: PolygonSum = { sum: 0, weight: 0, clipped: 0 };
  const means: [number, number, number] = [0, 0, 0];
  const witness = new Float64Array(3);
  let judgedMs = Number.NEGATIVE_INFINITY;
  let covered = false;
  let against = 0;

  /** Mean colour of a polygon into `witness`, clipped samples included: a white mask may well be at the sensor's limit. */
  const read = (frame: Frame, corners: number): "read" | "outside" | "small" => {
    const area = polygonArea(xs, ys, corners);
    if (!(area >= LEAST_PIXELS)) return "small";
    for (let c = 0; c < frame.channels.length; c++) {
      const channel = frame.channels[c];
      if (c === 0 || !isSampledAlike(channel, frame.channels[c - 1])) {
        spanPolygon(frame.widthPx, frame.heightPx, channel.shiftX, channel.shiftY, xs, ys, corners, spans);
      }
      sumSpans(channel, spans, 0, 255, part);
      if (part.weight < LEAST_INSIDE_SHARE * channelArea(area, channel)) return "outside";
      means[c] = part.sum / part.weight;
    }
    meanToRgb(frame.colour, means, witness, 0);
    return "read";
  };

  const judge = (frame: Frame, { points }: FaceLandmarks, rgb: Float64Array, usable: Uint8Array): boolean => {
    const skin = usualSkin(rgb, usable);
    let hidden = 0;
    for (const { landmarks } of MOUTH_WITNESSES) {
      for (let i = 0; i < landmarks.length; i++) {
        xs[i] = points[landmarks[i] * 3];
        ys[i] = points[landmarks[i] * 3 + 1];
      }
      const seen = read(frame, landmarks.length);
      if (seen === "outside" || (seen === "read" && skin && isOther(witness, skin))) hidden++;
    }
    return hidden >= LEAST_HIDDEN;
  };

  return {
    step(frame, face, rgb, usable) {
      const sinceMs = frame.tMs - judgedMs;
      if (sinceMs >= 0 && sinceMs < JUDGED_EVERY_MS) return covered;
      judgedMs = frame.tMs;
      const now = judge(frame, face, rgb, usable);
      against = now === covered ? 0 : against + 1;
      if (against >= CHANGES_AFTER || sinceMs < 0 || sinceMs > FORGOTTEN_MS) {
        covered = now;
        against = 0;
      }
      return covered;
    },
  };
}

interface Skin {
  readonly hue: number;
  readonly green: number;
}

function isOther([red, green]: Float64Array, skin: Skin): boolean {
  const lightness = green / skin.green;
  if (lightness > FAR_LIGHTER) return true;
  return lightness > NOT_DARKER && Math.log(Math.max(1, red) / green) < skin.hue - LESS_RED;
}

/** Median hue ln(R/G) and median green of the usable patches; null where too few are. */
function usualSkin(rgb: Float64Array, usable: Uint8Array): Skin | null {
  const hues: number[] = [];
  const greens: number[] = [];
  for (let i = 0; i < usable.length; i++) {
    if (!usable[i]) continue;
    hues.push(Math.log(rgb[3 * i] / rgb[3 * i + 1]));
    greens.push(rgb[3 * i + 1]);
  }
  return hues.length < LEAST_PATCHES ? null : { hue: median(hues), green: median(greens) };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1];
}
