import { planRing } from "../base/ring.ts";
import type { TraceFrame } from "../base/trace-frame.ts";
import { planFrameTiming, type TimingReading } from "../traces/frame-timing.ts";
import { planPictureBuffer } from "../traces/picture-buffer.ts";

import { type ExposureSwing, findExposureSwing } from "./exposure-swing.ts";
import { keyframeJump } from "./keyframe-jump.ts";
import { findLampLine, type LampLine } from "./lamp-line.ts";

/** What the picture of the last seconds is like. */
export interface PictureFindings {
  readonly timing: TimingReading | null;
  readonly lamp: LampLine | null;
  readonly exposure: ExposureSwing | null;
  readonly keyframeJump: number | null;
  /** Of the newest frame; null before the first. */
  readonly level: number | null;
  readonly darkShare: number | null;
  readonly brightShare: number | null;
  /** Median over the last ten seconds of blurs, null in the first five, pixels, and as a share of the face's width, without a face of a quarter of the view's. */
  readonly blurPx: number | null;
  readonly blurShare: number | null;
  /** Mean over the last second's frames. */
  readonly frozenShare: number | null;
}

export interface PictureWatch {
  push(frame: TraceFrame): void;
  /** One second passed; null where no picture was ever given. Allocates. */
  read(tMs: number, faceWidthPx: number | null): PictureFindings | null;
}

/** A lamp that was seen disturbs the windows that still hold its time. */
const LAMP_KEPT_MS = 10_000;
/** Blurs over which the median is taken, one in half a second, and the fewest: focus drifts slowly, and a codec blurs now and then. */
const BLURS = 20;
const FEWEST_BLURS = 10;
const VIEW_SHARE = 1 / 4;

/** Over 20 s a second more or less tells little: once the window is that long, its slow waves are looked for every other second. */
const LONG_WINDOW_S = 19;

/** Plans the watch over one source's pictures. Allocates once; driven by the frames' own time. */
export function planPictureWatch(): PictureWatch {
  const timing = planFrameTiming();
  const buffer = planPictureBuffer();
  const blurs = planRing(32);
  let newest: TraceFrame["picture"];
  let viewPx: number | null = null;
  let frozen = { sum: 0, count: 0 };
  let lamp: { readonly tMs: number; readonly line: LampLine } | null = null;
  let exposure: ExposureSwing | null = null;
  let jump: number | null = null;
  let resting = false;

  function readWindow(tMs: number, rateHz: number | null): void {
    const window = buffer.read(tMs);
    const line = window && rateHz !== null ? findLampLine(window, rateHz) : null;
    if (line) lamp = { tMs, line };
    else if (lamp && tMs - lamp.tMs > LAMP_KEPT_MS) lamp = null;
    exposure = window && !lamp ? findExposureSwing(window) : null;
    jump = window && keyframeJump(window);
    resting = window !== null && window.tS[window.tS.length - 1] - window.tS[0] > LONG_WINDOW_S;
  }

  return {
    push(frame) {
      timing.push(frame);
      if (frame.motion) viewPx = Math.max(frame.motion.widthPx, frame.motion.heightPx);
      const { picture } = frame;
      if (!picture) return;
      newest = picture;
      buffer.push(frame.tMs, frame.keyframe, picture);
      if (picture.blurPx !== null) blurs.push(picture.blurPx);
      if (picture.frozenShare !== null) frozen = { sum: frozen.sum + picture.frozenShare, count: frozen.count + 1 };
    },
    read(tMs, faceWidthPx) {
      if (!newest) return null;
      const clock = timing.read(tMs);
      if (resting) resting = false;
      else readWindow(tMs, clock?.usedRateHz ?? null);
      const blurPx = medianBlur(blurs);
      const scalePx = faceWidthPx ?? (viewPx === null ? null : viewPx * VIEW_SHARE);
      const frozenShare = frozen.count === 0 ? null : frozen.sum / frozen.count;
      frozen = { sum: 0, count: 0 };
      return {
        timing: clock,
        lamp: lamp?.line ?? null,
        exposure,
        keyframeJump: jump,
        level: newest.level,
        darkShare: newest.darkShare,
        brightShare: newest.brightShare,
        blurPx,
        blurShare: blurPx === null || scalePx === null ? null : blurPx / scalePx,
        frozenShare,
      };
    },
  };
}

function medianBlur(blurs: ReturnType<typeof planRing>): number | null {
  const count = Math.min(blurs.length, BLURS);
  if (count < FEWEST_BLURS) return null;
  const values = Array.from({ length: count }, (_, i) => blurs.at(blurs.length - 1 - i));
  return values.sort((a, b) => a - b)[count >> 1];
}
