import { expect, test } from "vitest";

import { noPulse, type Second, vitalsOf } from "../alarms/bed-run.ts";
import type { RecordingTruth } from "../../src/evaluate/truth.ts";
import { composeDay } from "../../src/app/study-day.ts";
import { planStudyRun, studySettings } from "../../src/app/study-run.ts";
import { judgeAlarm, partOf } from "../../src/app/study-truth.ts";

const { limits } = studySettings("adult", 10);

function truthOf(pulse: number | null | [fromS: number, bpm: number | null][]): RecordingTruth {
  const rate = Array.isArray(pulse) ? pulse.map(([fromS, ratePerMin]) => ({ tMs: 1000 * fromS, ratePerMin })) : pulse;
  const known = { rate, tolerancePerMin: null, windowS: null, method: "made" };
  return { pulse: known, respiration: null, ibiMs: null, movement: null, source: "made", labels: {} };
}

function recording(seconds: number, second: Second) {
  return Array.from({ length: seconds }, (_, s) => vitalsOf(1000 * (s + 1), second));
}

test("an alarm is true where the truth went beyond the limit before it, false where it did not, else unknown", () => {
  const racing = truthOf([
    [0, 80],
    [20, 150],
  ]);
  expect(judgeAlarm("pulse-high", 32_000, racing, limits, 10)).toBe("true");
  expect(judgeAlarm("pulse-high", 15_000, racing, limits, 10)).toBe("false");
  expect(judgeAlarm("pulse-low", 32_000, racing, limits, 10)).toBe("false");
  expect(judgeAlarm("no-breath", 32_000, racing, limits, 10)).toBe("unknown");
  expect(judgeAlarm("pulse-high", 32_000, truthOf(null), limits, 10)).toBe("false");
  expect(
    judgeAlarm(
      "pulse-lost",
      40_000,
      truthOf([
        [0, 79],
        [25, null],
      ]),
      limits,
      10,
    ),
  ).toBe("true");
});

test("a recording is steady, an event, or a disturbance by its truth", () => {
  expect(partOf(truthOf(72), limits)).toBe("steady");
  expect(
    partOf(
      truthOf([
        [0, 80],
        [20, 150],
      ]),
      limits,
    ),
  ).toBe("event");
  expect(partOf(truthOf(null), limits)).toBe("disturbance");
  expect(partOf(truthOf(150), limits)).toBe("unsuited");
  const atLimit = truthOf([
    [0, 80],
    [20, 122],
  ]);
  expect(partOf(atLimit, limits), "nobody can say whether that is an alarm").toBe("unsuited");
  const aroundLimit = Array.from({ length: 40 }, (_, s): [number, number] => [s, s % 2 === 0 ? 122 : 112]);
  expect(partOf(truthOf(aroundLimit), limits)).toBe("steady");
});

test("a longer delay raises no more alarms than a shorter one", () => {
  const flutter = Array.from({ length: 240 }, (_, s) => vitalsOf(1000 * (s + 1), { pulse: s % 30 < 12 ? 130 : 75 }));
  const raised = [0, 5, 10, 14, 30].map((delayS) => {
    const run = planStudyRun(studySettings("adult", delayS), false);
    for (const second of flutter) run.second(second);
    return run.raised.length;
  });
  expect(raised).toEqual([8, 8, 8, 0, 0]);
});

test("a composed day has its event's alarm on time, and the same seed composes the same day", () => {
  const steady = { part: "steady", vitals: recording(40, {}) } as const;
  const disturbance = { part: "disturbance", vitals: recording(40, { pulse: noPulse("motion") }) } as const;
  const event = { part: "event", vitals: [...recording(20, {}), ...recording(20, { pulse: 150 })] } as const;
  const settings = studySettings("adult", 10);
  const day = composeDay([steady, disturbance, event], settings, 24, 7);
  expect(day).toMatchObject({ hours: 24, falseAlarms: 0, eventAfterS: 26 });
  expect(day.audible).toBeGreaterThan(0);
  expect(composeDay([steady, disturbance, event], settings, 24, 7)).toEqual(day);
  expect(composeDay([steady], settings, 24, 7)).toMatchObject({ audible: 0, falseAlarms: 0, eventAfterS: null });
});
