import type { PictureHint } from "../wire/picture.ts";
import type { Reason } from "../wire/reason.ts";

import type { PictureFindings } from "./picture-watch.ts";
import { round } from "./rounding.ts";

type Code = PictureHint["code"];
type Numbers<C extends Code> = Extract<PictureHint, { code: C }>["numbers"];

/** A lamp's wave of less than a thousandth of the light is not worth a change of the camera. */
const LAMP_STRENGTH = 0.001;
/** Blur from which eyelids and the border of the lips, a thirtieth of a face wide, run into each other. */
const BLUR_OF_FACE = 0.015;
/** Without a face nobody knows how large one would be: the view itself must be without any detail. */
const BLUR_OF_VIEW = 0.04;
/**
 * Rhythms of keyframes that a heart could have, /min, and a jump at them that stands out from all other frames: over 20 s and 48
 * cells chance keeps within 9 % of 1.
 */
const HEART_PER_MIN = [25, 240] as const;
const KEYFRAME_JUMP = 1.5;
/** A sensor's noise changes two pixels in three from frame to frame; a codec that leaves these out leaves more. */
const FROZEN_SHARE = 0.7;
/** Twice the pulse's window: a pulse that only takes its time to be sure of is not left out. */
const UNREAD_S = 20;
const DARK_LEVEL = 20;
const BRIGHT_SHARE = 0.3;
/** Four pictures for each beat at 240 /min. */
const SLOWEST_HZ = 15;
const MISSING_SHARE = 0.05;
/** Share of the interval by which stamps may stray: more blurs a fast pulse. */
const JITTER_SHARE = 0.25;
/** The wave may be this late in all. */
const LATE_MS = 250;

/** What the pulse of the same second says. */
export interface PulseSight {
  readonly faceSeen: boolean;
  readonly shown: boolean;
  readonly reason: Reason | null;
  /** For how many seconds a face has been seen well and no pulse in it. */
  readonly unreadS: number;
}

/** What is wrong with the picture now and what to do, most important first; empty when all is well. Allocates. */
export function pictureHints(found: PictureFindings, pulse: PulseSight): PictureHint[] {
  const { timing, lamp, exposure, level, brightShare, blurPx, blurShare, frozenShare } = found;
  const hints: PictureHint[] = [];
  const frameRateHz = timing ? round(timing.rateHz, 2) : 0;
  const bitRateKbps = timing && timing.bitRateKbps !== null ? Math.round(timing.bitRateKbps) : null;
  if (lamp && lamp.strength >= LAMP_STRENGTH) {
    const { mainsHz } = lamp;
    hints.push(say("lamp-flicker", { mainsHz, aliasPerMin: Math.round(60 * lamp.aliasHz), frameRateHz }));
  }
  if (exposure) {
    const { swingShare, periodS } = exposure;
    hints.push(say("exposure-hunting", { swingPercent: round(100 * swingShare, 1), periodS: round(periodS, 1) }));
  }
  if (blurPx !== null && blurShare !== null && blurShare > (pulse.faceSeen ? BLUR_OF_FACE : BLUR_OF_VIEW)) {
    hints.push(say("out-of-focus", { blurPx: round(blurPx, 1) }));
  }
  const everyFrames = timing?.keyframeEveryFrames ?? null;
  const perMin = timing && everyFrames !== null ? (60 * timing.rateHz) / everyFrames : 0;
  if (everyFrames !== null && perMin >= HEART_PER_MIN[0] && perMin <= HEART_PER_MIN[1]) {
    if ((found.keyframeJump ?? 0) >= KEYFRAME_JUMP) {
      hints.push(
        say("keyframe-rhythm", { perMin: Math.round(perMin), everyFrames: Math.round(everyFrames), bitRateKbps }),
      );
    }
  }
  if (pulse.unreadS >= UNREAD_S && frozenShare !== null && frozenShare >= FROZEN_SHARE) {
    hints.push(say("strong-compression", { frozenPercent: Math.round(100 * frozenShare), bitRateKbps }));
  }
  if (level !== null && (level < DARK_LEVEL || pulse.reason === "low-light")) {
    hints.push(say("too-dark", { level: Math.round(level) }));
  }
  if (brightShare !== null && brightShare > BRIGHT_SHARE) {
    hints.push(say("too-bright", { clippedPercent: Math.round(100 * brightShare) }));
  }
  if (timing) {
    const { rateHz, dropShare, leftOutShare, jitterMs, latencyMs } = timing;
    if (rateHz < SLOWEST_HZ) hints.push(say("slow-frames", { frameRateHz }));
    if (dropShare > MISSING_SHARE) hints.push(say("frames-missing", { missingPercent: Math.round(100 * dropShare) }));
    if (jitterMs > (JITTER_SHARE * 1000) / rateHz) hints.push(say("unsteady-frames", { jitterMs: round(jitterMs, 1) }));
    if (latencyMs !== null && latencyMs > LATE_MS) hints.push(say("late-frames", { latencyMs: Math.round(latencyMs) }));
    if (leftOutShare > MISSING_SHARE) hints.push(say("busy-box", { leftOutPercent: Math.round(100 * leftOutShare) }));
  }
  return hints;
}

const atRate = (bitRateKbps: number | null) => (bitRateKbps === null ? "" : ` at ${bitRateKbps} kb/s`);

const WORDS: { readonly [C in Code]: (numbers: Numbers<C>) => string } = {
  "lamp-flicker": ({ mainsHz, aliasPerMin, frameRateHz }) =>
    `The lamp flickers at the camera's rate (${aliasPerMin} /min at ${frameRateHz} frames a second): set ${mainsHz} Hz anti-flicker, or an exposure of ${1000 / (2 * mainsHz) === 10 ? "10 or 20" : "8.3 or 16.7"} ms.`,
  "exposure-hunting": ({ swingPercent, periodS }) =>
    `The brightness swings by ${swingPercent} % every ${periodS} s: set exposure and gain to manual, or keep changing light off the view.`,
  "out-of-focus": ({ blurPx }) =>
    `The picture is out of focus (edges are blurred by ${blurPx} pixels): focus on the face and lock the focus.`,
  "keyframe-rhythm": ({ perMin, everyFrames, bitRateKbps }) =>
    `The camera repaints the picture ${perMin} times a minute${atRate(bitRateKbps)} (a keyframe every ${everyFrames} frames): raise the bit rate, and set a keyframe every 10 s.`,
  "strong-compression": ({ frozenPercent, bitRateKbps }) =>
    `Compression${atRate(bitRateKbps)} leaves ${frozenPercent} % of the picture unchanged, and the pulse out: raise the bit rate or the quality, or use MJPEG.`,
  "too-dark": ({ level }) => `The picture is too dark (${level} of 255): add light, or set a longer exposure.`,
  "too-bright": ({ clippedPercent }) =>
    `${clippedPercent} % of the picture is blown out: set a shorter exposure or less gain, or turn away from the window.`,
  "slow-frames": ({ frameRateHz }) =>
    `Only ${frameRateHz} frames come a second: set 25 or 30, and switch off the camera's low-light mode.`,
  "frames-missing": ({ missingPercent }) =>
    `${missingPercent} % of the frames do not arrive: check the cable or the network, or set a lower resolution.`,
  "unsteady-frames": ({ jitterMs }) =>
    `Frames come unsteadily (${jitterMs} ms off): set a fixed frame rate, and switch off automatic exposure time.`,
  "late-frames": ({ latencyMs }) =>
    `Frames are used ${latencyMs} ms late: give the box fewer beds, or set a lower resolution.`,
  "busy-box": ({ leftOutPercent }) =>
    `This box is too busy and leaves out ${leftOutPercent} % of the frames: give it fewer beds, or set a lower resolution.`,
};

function say<C extends Code>(code: C, numbers: Numbers<C>): PictureHint {
  return { code, numbers, text: WORDS[code](numbers) } as unknown as PictureHint;
}
