import { Value } from "typebox/value";
import { expect, test } from "vitest";

import { PictureMessage } from "../../src/wire/picture.ts";
import { pictureHints } from "../../src/vitals/picture-hints.ts";
import { pictureMessage } from "../../src/vitals/picture-report.ts";
import { breathVeto, pictureRhythms, preciseReason, vetoOf } from "../../src/vitals/picture-veto.ts";
import type { PictureFindings } from "../../src/vitals/picture-watch.ts";

const WELL: PictureFindings = {
  timing: {
    rateHz: 30,
    usedRateHz: 30,
    dropShare: 0,
    leftOutShare: 0,
    jitterMs: 0.3,
    keyframeEveryFrames: null,
    bitRateKbps: null,
    latencyMs: null,
  },
  lamp: null,
  exposure: null,
  keyframeJump: null,
  level: 110,
  darkShare: 0.02,
  brightShare: 0,
  blurPx: 1.2,
  blurShare: 0.006,
  frozenShare: 0.3,
};
const SHOWN = { faceSeen: true, shown: true, reason: null, unreadS: 0 };
const LAMP = { mainsHz: 50, aliasHz: 1.2, strength: 0.02, bands: 1.6 } as const;
const timing = (change: object) => ({ ...WELL, timing: { ...WELL.timing, ...change } }) as PictureFindings;

test("a good picture has no hint", () => {
  expect(pictureHints(WELL, SHOWN)).toEqual([]);
});

test.each<[string, PictureFindings, RegExp]>([
  ["lamp-flicker", { ...WELL, lamp: LAMP }, /flickers at the camera's rate \(72 \/min at 30 .* set 50 Hz anti-flicker/],
  ["lamp-flicker", { ...WELL, lamp: { ...LAMP, mainsHz: 60 } }, /60 Hz anti-flicker, or an exposure of 8.3 or 16.7 ms/],
  ["exposure-hunting", { ...WELL, exposure: { swingShare: 0.04, periodS: 4 } }, /swings by 4 % every 4 s/],
  ["out-of-focus", { ...WELL, blurPx: 4, blurShare: 0.025 }, /blurred by 4 pixels/],
  [
    "keyframe-rhythm",
    { ...timing({ keyframeEveryFrames: 25, bitRateKbps: 300 }), keyframeJump: 3 },
    /72 times a minute at 300 kb\/s \(a keyframe every 25 frames\)/,
  ],
  ["too-dark", { ...WELL, level: 12 }, /too dark \(12 of 255\)/],
  ["too-bright", { ...WELL, brightShare: 0.4 }, /40 % of the picture is blown out/],
  ["slow-frames", timing({ rateHz: 10 }), /Only 10 frames come a second/],
  ["frames-missing", timing({ dropShare: 0.12 }), /12 % of the frames do not arrive/],
  ["unsteady-frames", timing({ jitterMs: 12 }), /12 ms off/],
  ["late-frames", timing({ latencyMs: 400 }), /400 ms late/],
  ["busy-box", timing({ leftOutShare: 0.5, usedRateHz: 15 }), /box is too busy and leaves out 50 % of the frames/],
])("%s is told alone, with its numbers and what to do", (code, found, words) => {
  const hints = pictureHints(found, SHOWN);
  expect(hints.map((hint) => hint.code)).toEqual([code]);
  expect(hints[0].text).toMatch(words);
  expect(hints[0].text.match(/[.]( |$)/g)).toHaveLength(1);
  expect(Value.Check(PictureMessage, pictureMessage("1", 1000, found, hints))).toBe(true);
});

test("compression is blamed for frozen pixels only where a face has been seen for long and no pulse in it", () => {
  const found = { ...WELL, frozenShare: 0.92 };
  const unread = { faceSeen: true, shown: false, reason: "not-measurable", unreadS: 30 } as const;
  expect(pictureHints(found, SHOWN)).toEqual([]);
  expect(pictureHints(found, { ...unread, unreadS: 10 })).toEqual([]);
  expect(pictureHints(WELL, unread)).toEqual([]);
  const [hint] = pictureHints(found, unread);
  expect(hint).toMatchObject({ code: "strong-compression", numbers: { frozenPercent: 92, bitRateKbps: null } });
});

test("keyframes that lie too far apart for a heart, or change nothing, are no rhythm", () => {
  const slow = { ...timing({ keyframeEveryFrames: 250 }), keyframeJump: 5 };
  const smooth = { ...timing({ keyframeEveryFrames: 25 }), keyframeJump: 1.1 };
  expect([...pictureHints(slow, SHOWN), ...pictureHints(smooth, SHOWN)]).toEqual([]);
});

test("a rate at the lamp's alias or at twice it is not shown, for the lamp's reason; others are", () => {
  const rhythms = pictureRhythms({ ...WELL, lamp: LAMP });
  for (const bpm of [68, 72, 77, 140, 144]) expect(vetoOf(rhythms, bpm, 6)).toBe("lamp-flicker");
  for (const bpm of [64, 80, 100, 120]) expect(vetoOf(rhythms, bpm, 6)).toBeNull();
  expect(vetoOf(pictureRhythms({ ...WELL, exposure: { swingShare: 0.02, periodS: 1 } }), 60, 6)).toBe("exposure");
  expect(vetoOf(pictureRhythms(WELL), 72, 6)).toBeNull();
});

test("breath at twice the alias is shown unless something moves at the alias itself", () => {
  const rhythms = pictureRhythms({ ...WELL, lamp: { ...LAMP, aliasHz: 0.12 } });
  expect(breathVeto(rhythms, 7.4, [])).toBe("lamp-flicker");
  expect(breathVeto(rhythms, 15, [{ rateBrpm: 15 }])).toBeNull();
  expect(breathVeto(rhythms, 15, [{ rateBrpm: 15 }, { rateBrpm: 7.3 }])).toBe("lamp-flicker");
  expect(breathVeto(rhythms, 20, [{ rateBrpm: 7 }])).toBeNull();
});

test("a reason that says nothing is made precise, and one that says something stays", () => {
  const hints = pictureHints({ ...WELL, blurPx: 4, blurShare: 0.025 }, SHOWN);
  expect(preciseReason("not-measurable", hints)).toBe("out-of-focus");
  expect(preciseReason("low-signal", hints)).toBe("out-of-focus");
  expect(preciseReason("motion", hints)).toBe("motion");
  expect(preciseReason("low-signal", [])).toBe("low-signal");
});
