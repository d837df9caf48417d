import type { Channel, ColourFormat, Frame } from "../base/frame.ts";
import type { FrameSource } from "../frame/frame-source.ts";

import { createPhantom } from "./phantom.ts";
import { readPortrait } from "./portrait-file.ts";
import type { Scenario } from "./scenario.ts";
import type { Truth } from "./truth.ts";

/** What a phantom's planes hold. */
export const PHANTOM_COLOUR: ColourFormat = { model: "yuv", range: "limited", matrix: "bt601" };

/** A phantom where a camera would be. */
export interface PhantomSource extends FrameSource {
  readonly truth: Truth;
}

/**
 * Renders a scenario frame by frame, on demand, as a source like any other.
 *
 * With `loop` it never ends: it joins on whole beats and breaths, `tMs` and the noise run on; the rates are bent by a share
 * of a beat and a breath for that, `truth` tells the bent ones for the first lap. Pictures are valid until the next one.
 *
 * @throws AfarError SCENARIO_INVALID when a scenario whose rates change is to be looped.
 */
export function openPhantomSource(scenario: Scenario, { loop }: { readonly loop: boolean }): PhantomSource {
  const { widthPx, heightPx, rateHz } = scenario.video;
  const phantom = createPhantom(scenario, readPortrait(), loop);
  let index = 0;
  let open = true;
  const plane = (data: Uint8Array, shift: 0 | 1): Channel => ({
    data,
    offset: 0,
    strideBytes: widthPx >> shift,
    stepBytes: 1,
    shiftX: shift,
    shiftY: shift,
  });
  return {
    truth: phantom.truth,
    info: {
      widthPx,
      heightPx,
      rateHz,
      durationMs: loop ? null : phantom.durationMs,
      codec: "phantom",
      pixelFormat: "yuv420p",
      rotationDeg: 0,
    },
    damagedPackets: 0,
    endError: null,
    next(): Frame | null {
      if (!open || (!loop && index >= phantom.frameCount)) return null;
      const picture = phantom.frame(index);
      const untilMs = !loop && index + 1 === phantom.frameCount ? phantom.durationMs : phantom.stampMs(index + 1);
      const frame: Frame = {
        tMs: picture.tMs,
        durationMs: untilMs - picture.tMs,
        keyframe: index === 0,
        widthPx,
        heightPx,
        rotationDeg: 0,
        colour: PHANTOM_COLOUR,
        channels: [plane(picture.y, 0), plane(picture.u, 1), plane(picture.v, 1)],
      };
      index++;
      return frame;
    },
    close() {
      open = false;
    },
  };
}
