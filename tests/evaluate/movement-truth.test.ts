import { describe, expect, test } from "vitest";

import { parseTruth, readTruthFile } from "../../src/evaluate/truth-file.ts";
import { recordingPath, testWithRecordings } from "../recordings.ts";

const movementOf = (keys: unknown) => parseTruth(JSON.stringify(keys), "x.truth.json").movement;

describe("what a truth file says of movement", () => {
  test("is unknown where no key speaks of it", () => {
    expect(movementOf({ pulseBpm: 70, headTurnMs: [[0, 900]] })).toBeNull();
  });

  test("counts no blink at all as something that is known", () => {
    expect(movementOf({ blinksMs: [] })).toEqual({ blinksMs: [], states: [] });
    expect(movementOf({ blinksMs: [900, 400] })?.blinksMs).toEqual([400, 900]);
  });

  test("of a mouth holds everywhere where only its openings are given", () => {
    const states = movementOf({ mouthOpenMs: [[1000, 2000]] })?.states;
    expect(states).toEqual([{ state: "mouth open", activeMs: [[1000, 2000]], inactiveMs: null }]);
  });

  test("of a mouth holds only where it is closed, the head turns or the face is smaller, where that is given", () => {
    const wide = { mouthWideOpenMs: [[1, 2]], mouthClosedMs: [[3, 4]], headTurnMs: [[5, 6]], smallerFaceMs: [[7, 8]] };
    const inactiveMs = [
      [3, 4],
      [5, 6],
      [7, 8],
    ];
    expect(movementOf(wide)?.states).toEqual([{ state: "mouth open", activeMs: [[1, 2]], inactiveMs }]);
    expect(movementOf({ mouthOpenMs: [], mouthClosedMs: [[3, 4]] })?.states[0].inactiveMs).toEqual([[3, 4]]);
  });

  test("keeps the sides apart: a smile of both is none of one", () => {
    const smileMs = [
      { fromMs: 1000, toMs: 2000, side: "left" },
      { fromMs: 3000, toMs: 4000, side: "both" },
    ];
    expect(movementOf({ smileMs })?.states).toEqual([
      { state: "smile left", activeMs: [[1000, 2000]], inactiveMs: null },
      { state: "smile right", activeMs: [], inactiveMs: null },
    ]);
  });

  test("closes one eye with both, and each on its own", () => {
    const oneEyeClosedMs = [{ fromMs: 3000, toMs: 4000, side: "left" }];
    const states = movementOf({ eyesClosedMs: [[1000, 2000]], oneEyeClosedMs })?.states;
    expect(states?.map(({ state, activeMs }) => [state, activeMs.length])).toEqual([
      ["eyes closed", 1],
      ["right eye closed", 1],
      ["left eye closed", 2],
    ]);
  });

  test.each([
    ["blinksMs", { blinksMs: ["early"] }],
    ["blinksMs", { blinksMs: 4 }],
    ["eyesClosedMs", { eyesClosedMs: [[2000, 1000]] }],
    ["grimaceMs", { grimaceMs: [1000, 2000] }],
    ["smileMs", { smileMs: [{ fromMs: 1000, toMs: 2000, side: "middle" }] }],
    ["smileMs", { smileMs: { fromMs: 1000, toMs: 2000, side: "left" } }],
  ])("is refused with a wrong %s, in a sentence that names it", (key, truth) => {
    expect(() => movementOf(truth)).toThrow(`x.truth.json: ${key} must be`);
  });

  testWithRecordings("is read from a file that somebody read off the frames", () => {
    const truth = readTruthFile(recordingPath("tracking/expressions.truth.json"));
    expect(truth.pulse).toBeNull();
    expect(truth.movement?.states).toHaveLength(1);
    expect(truth.movement?.states[0].activeMs).toHaveLength(2);
    expect(truth.movement?.states[0].inactiveMs).toHaveLength(6);
  });
});
