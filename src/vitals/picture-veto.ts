import type { PictureHint } from "../wire/picture.ts";
import type { Reason } from "../wire/reason.ts";

import type { PictureFindings } from "./picture-watch.ts";

/** A rhythm in the picture that is nobody's pulse or breath, and why. */
export interface PictureRhythm {
  readonly perMin: number;
  readonly reason: Reason;
}

/** Lines nearer than this are not told apart: ten seconds for the pulse, twenty for breath. */
export const PULSE_RESOLUTION_BPM = 6;
const BREATH_RESOLUTION_BRPM = 3;

/** The rhythms of lamp and exposure that stand in the whole view now, each frequency once. Allocates. */
export function pictureRhythms({ lamp, exposure }: PictureFindings): PictureRhythm[] {
  if (lamp) return [{ perMin: 60 * lamp.aliasHz, reason: "lamp-flicker" }];
  return exposure ? [{ perMin: 60 / exposure.periodS, reason: "exposure" }] : [];
}

/** Why a rate may be the picture's own: it stands at such a rhythm or at twice it; else null. */
export function vetoOf(rhythms: readonly PictureRhythm[], ratePerMin: number, resolution: number): Reason | null {
  const near = rhythms.find(({ perMin }) =>
    [perMin, 2 * perMin].some((line) => Math.abs(ratePerMin - line) < resolution),
  );
  return near?.reason ?? null;
}

/**
 * The same of a rate of breathing; `candidates`: what else moves, /min. Twice a rhythm counts only where something moves at the
 * rhythm itself, of which a harmonic would be the weaker part.
 */
export function breathVeto(
  rhythms: readonly PictureRhythm[],
  rateBrpm: number,
  candidates: readonly { readonly rateBrpm: number }[],
): Reason | null {
  const isNear = (rate: number, line: number) => Math.abs(rate - line) < BREATH_RESOLUTION_BRPM;
  const near = rhythms.find(
    ({ perMin }) =>
      isNear(rateBrpm, perMin) ||
      (isNear(rateBrpm, 2 * perMin) && candidates.some((candidate) => isNear(candidate.rateBrpm, perMin))),
  );
  return near?.reason ?? null;
}

const REASONS: Partial<Record<PictureHint["code"], Reason>> = {
  "lamp-flicker": "lamp-flicker",
  "exposure-hunting": "exposure",
  "out-of-focus": "out-of-focus",
  "keyframe-rhythm": "compression",
};

/** A reason that only says that nothing is seen, made precise where the picture tells why. */
export function preciseReason(reason: Reason, hints: readonly PictureHint[]): Reason {
  if (reason !== "low-signal" && reason !== "not-measurable") return reason;
  for (const { code } of hints) {
    const precise = REASONS[code];
    if (precise) return precise;
  }
  return reason;
}
