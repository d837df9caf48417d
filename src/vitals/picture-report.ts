import type { PictureHint, PictureMessage } from "../wire/picture.ts";

import type { PictureFindings } from "./picture-watch.ts";
import { round } from "./rounding.ts";

/** One second's message about the picture: rounded to what a reader can use. */
export function pictureMessage(
  bed: string,
  tMs: number,
  found: PictureFindings,
  hints: readonly PictureHint[],
): PictureMessage {
  const { timing, lamp, exposure } = found;
  return {
    kind: "picture",
    bed,
    tMs,
    frameRateHz: rounded(timing?.rateHz, 3),
    missingShare: rounded(timing?.dropShare, 3),
    leftOutShare: rounded(timing?.leftOutShare, 3),
    jitterMs: rounded(timing?.jitterMs, 2),
    latencyMs: rounded(timing?.latencyMs, 0),
    level: rounded(found.level, 1),
    darkShare: rounded(found.darkShare, 3),
    brightShare: rounded(found.brightShare, 3),
    blurPx: rounded(found.blurPx, 2),
    bitRateKbps: rounded(timing?.bitRateKbps, 0),
    keyframeEveryFrames: rounded(timing?.keyframeEveryFrames, 1),
    keyframeJump: rounded(found.keyframeJump, 2),
    frozenShare: rounded(found.frozenShare, 3),
    lamp: lamp && {
      mainsHz: lamp.mainsHz,
      aliasPerMin: round(60 * lamp.aliasHz, 1),
      strength: round(lamp.strength, 5),
      bands: round(lamp.bands, 1),
    },
    exposure: exposure && { swingShare: round(exposure.swingShare, 4), periodS: round(exposure.periodS, 2) },
    hints: [...hints],
  };
}

function rounded(value: number | null | undefined, digits: number): number | null {
  return value === null || value === undefined ? null : round(value, digits);
}
