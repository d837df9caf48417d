import type { Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";
import { type Refusal, refusalCode } from "../base/refusal.ts";

import { meanToRgb } from "./colour-matrix.ts";
import { planMouthCover } from "./mouth-cover.ts";
import { PATCHES } from "./patches.ts";
import { channelArea, type PolygonSum, polygonArea, sumSpans } from "./polygon-mean.ts";
import { isSampledAlike, type PolygonSpans, planPolygonSpans, spanPolygon } from "./polygon-spans.ts";

/** A patch with fewer pixels than this is dominated by the noise of its edge. */
const MIN_PIXELS = 24;
/** Share of clipped samples beyond which the pulse is cut off: the sensor shows its limit, not the skin. */
const MAX_CLIPPED_SHARE = 0.1;
/** Share of the patch's area that must lie inside the frame. */
const MIN_INSIDE_SHARE = 0.9;
/** Coloured light can leave nothing, or less, of a colour: relative to so little, one code of noise looks like a beat. */
const MIN_COLOUR = 1;
/**
 * Distance in ln(R/G) from the median patch beyond which a patch is not this face's skin: patches of one face lie within
 * 0.15 in light, from fair to dark skin, while a blue or white mask lies 0.4 and more away. Blue is left out: what is left of
 * it in dim light is noise.
 */
const MAX_SKIN_DISTANCE = 0.3;

export interface RegionColours {
  /** Float64Array [n, 3] row-major: mean R, G, B of each region, 0..255, gamma-encoded as in the frame. Meaningless where `usable` is 0. */
  readonly rgb: Float64Array;
  /** Uint8Array [n]: 1 where the region lies in the frame, is large enough, is not clipped and has some of each colour; else 0. */
  readonly usable: Uint8Array;
  /** Uint8Array [n]: code of the refusal where `usable` is 0. */
  readonly refusals: Uint8Array;
  /** True where something other than skin lies around the mouth, or that part of the face is out of the frame. */
  readonly mouthCovered: boolean;
}

export interface RegionSampler {
  readonly names: readonly string[];
  /**
   * Reads the regions' colours straight from the frame's channels, landmarks in pixels of the stored frame. Regions are in
   * the order of `names`; every `leftOut`-th is left out, 0: none. The result is overwritten by the next call; allocates next to
   * nothing.
   */
  sample(frame: Frame, face: FaceLandmarks, leftOut?: number): RegionColours;
}

/** Plans the sampling of the face's skin patches. Allocates once. */
export function planRegionSampler(): RegionSampler {
  const names = PATCHES.map((patch) => patch.name);
  const rgb = new Float64Array(PATCHES.length * 3);
  const usable = new Uint8Array(PATCHES.length);
  const refusals = new Uint8Array(PATCHES.length);
  const most = Math.max(...PATCHES.map((patch) => patch.landmarks.length));
  const xs = new Float64Array(most);
  const ys = new Float64Array(most);
  const spans = planPolygonSpans();
  const part: PolygonSum = { sum: 0, weight: 0, clipped: 0 };
  const means: [number, number, number] = [0, 0, 0];
  const mouthCover = planMouthCover();

  return {
    names,
    sample(frame, face, leftOut = 0) {
      usable.fill(0);
      refusals.fill(refusalCode("left-out"));
      for (let region = 0; region < PATCHES.length; region++) {
        if (leftOut > 0 && region % leftOut === leftOut - 1) continue;
        const { landmarks } = PATCHES[region];
        for (let i = 0; i < landmarks.length; i++) {
          xs[i] = face.points[landmarks[i] * 3];
          ys[i] = face.points[landmarks[i] * 3 + 1];
        }
        const at = region * 3;
        let refusal = readPatch(frame, xs, ys, landmarks.length, spans, part, means);
        if (refusal === "none") {
          meanToRgb(frame.colour, means, rgb, at);
          if (Math.min(rgb[at], rgb[at + 1], rgb[at + 2]) < MIN_COLOUR) refusal = "clipped";
        }
        refusals[region] = refusalCode(refusal);
        usable[region] = refusal === "none" ? 1 : 0;
      }
      refuseOtherColours(rgb, usable, refusals);
      return { rgb, usable, refusals, mouthCovered: mouthCover.step(frame, face, rgb, usable) };
    },
  };
}

function readPatch(
  frame: Frame,
  xs: Float64Array,
  ys: Float64Array,
  corners: number,
  spans: PolygonSpans,
  part: PolygonSum,
  means: [number, number, number],
): Refusal {
  const area = polygonArea(xs, ys, corners);
  // Landmarks that are not numbers give an area that is none either.
  if (!(area >= MIN_PIXELS)) return "small";
  for (let c = 0; c < frame.channels.length; c++) {
    const channel = frame.channels[c];
    const [low, high] = clipBounds(frame, c);
    // Channels that are sampled alike share their spans.
    if (c === 0 || !isSampledAlike(channel, frame.channels[c - 1])) {
      spanPolygon(frame.widthPx, frame.heightPx, channel.shiftX, channel.shiftY, xs, ys, corners, spans);
    }
    sumSpans(channel, spans, low, high, part);
    if (part.weight < MIN_INSIDE_SHARE * channelArea(area, channel)) return "outside";
    if (part.clipped > MAX_CLIPPED_SHARE * part.weight) return "clipped";
    means[c] = part.sum / part.weight;
  }
  return "none";
}

/** A mask, a tube's tape or a hand in a glove over a patch has not the colour that most of the face has. */
function refuseOtherColours(rgb: Float64Array, usable: Uint8Array, refusals: Uint8Array): void {
  const hues: number[] = [];
  for (let i = 0; i < usable.length; i++) if (usable[i]) hues.push(Math.log(rgb[3 * i] / rgb[3 * i + 1]));
  const usual = hues.toSorted((a, b) => a - b)[hues.length >> 1];
  for (let i = 0; i < usable.length; i++) {
    if (!usable[i] || Math.abs(Math.log(rgb[3 * i] / rgb[3 * i + 1]) - usual) <= MAX_SKIN_DISTANCE) continue;
    usable[i] = 0;
    refusals[i] = refusalCode("not-skin");
  }
}

function clipBounds(frame: Frame, c: number): readonly [number, number] {
  // Chroma at its end is only reached by colours that skin does not have.
  if (frame.colour.model === "yuv" && c > 0) return [0, 255];
  return frame.colour.range === "limited" ? [17, 234] : [1, 253];
}
