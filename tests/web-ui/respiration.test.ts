import fc from "fast-check";
import { expect, test } from "vitest";

import { respirationPhrase } from "../../web-ui/src/respiration/respiration-phrase.ts";
import { respirationSilence } from "../../web-ui/src/respiration/respiration-silence.ts";
import { BREATH_AXIS_BRPM, breathMarks, xOfBreathRate } from "../../web-ui/src/evidence/breath-shape.ts";
import { en } from "../../web-ui/src/words/en.ts";

const phrase = (witnesses: Record<string, [number | null, number]>) =>
  respirationPhrase(
    Object.entries(witnesses).map(([name, [rateBrpm, weight]]) => ({ name, rateBrpm, weight })),
    15,
    en.respiration.basis,
  );

test("the phrase names the witnesses that read the rate, the weightiest first", () => {
  expect(phrase({ chest: [15.2, 0.9] })).toBe("chest moves clearly");
  expect(phrase({ head: [14.4, 0.3], chest: [15.2, 0.6] })).toBe("chest and head agree");
  expect(phrase({ chest: [null, 0], colour: [15, 0.8] })).toBe("skin colour alone");
  expect(phrase({ head: [15, 0.4], "head-across": [15, 0.3] })).toBe("head alone");
  expect(phrase({ head: [15, 0.4], "head-across": [15, 0.3], chest: [15, 0.2] })).toBe("head and chest agree");
});

test("a weighty witness that reads something else is not passed over, a light one is", () => {
  expect(phrase({ chest: [15.2, 0.6], head: [22, 0.3] })).toBe("mostly chest");
  expect(phrase({ chest: [15.2, 0.6], head: [22, 0.05] })).toBe("chest moves clearly");
  expect(phrase({ chest: [30, 0.6], head: [22, 0.4] })).toBe("witnesses differ");
  expect(phrase({})).toBe("witnesses differ");
});

test("a witness without a word of its own is called by its name", () => {
  expect(phrase({ ultrasound: [15, 0.8] })).toBe("ultrasound alone");
});

test("no breath is told with its seconds, and is never what is said of a patient who cannot be seen", () => {
  expect(respirationSilence("no-breath", 23.4, en.respiration)).toBe("no breath for 23 s");
  expect(respirationSilence("no-breath", null, en.respiration)).toBe("no breath seen");
  for (const reason of ["no-face", "low-light", "motion", "not-measurable", "source-lost", "no-data"] as const) {
    expect(respirationSilence(reason, 23, en.respiration)).not.toContain("no breath");
  }
});

test("breathing never says that the pulse is not measurable", () => {
  for (const words of Object.values(en.respiration.reasons)) expect(words.toLowerCase()).not.toContain("pulse");
});

test("every rate from 4 to 60 /min has a place on the axis, a faster one further right", () => {
  const size = { width: 300, height: 100 };
  expect(xOfBreathRate(4, size)).toBe(0);
  expect(xOfBreathRate(60, size)).toBeCloseTo(300, 9);
  const rate = fc.double({ min: BREATH_AXIS_BRPM.from, max: BREATH_AXIS_BRPM.to - 0.1, noNaN: true });
  fc.assert(
    fc.property(rate, (rateBrpm) => {
      expect(xOfBreathRate(rateBrpm + 0.1, size)).toBeGreaterThan(xOfBreathRate(rateBrpm, size));
    }),
  );
});

test("breath marks stand where the breaths were in the last 30 s, and none stands in the future", () => {
  expect(breathMarks([9_000, 10_000, 25_000, 40_000, 41_000], 40_000, 300)).toEqual([0, 150, 300]);
});
