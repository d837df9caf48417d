import { expect, test } from "vitest";

import { planNormal, planUniform } from "../dsp/seeded-noise.ts";
import { beatIntervals } from "../../src/pulse/beat-intervals.ts";
import { type Rhythm, rhythmFigures, rhythmOf } from "../../src/pulse/rhythm.ts";
import { variabilityOf } from "../../src/pulse/variability.ts";

import { beatsOf, framesOf, madePulse, watchBeats } from "./made-beats.ts";

/** Share of 200 drawn minutes that are called each way. */
function shares(draw: (normal: () => number, uniform: () => number) => number[], errorMs = 5): Record<Rhythm, number> {
  const count: Record<Rhythm, number> = { regular: 0, irregular: 0, unknown: 0 };
  for (let seed = 1; seed <= 200; seed++) {
    const normal = planNormal(seed);
    const beats = beatsOf(draw(normal, planUniform(seed + 1000)), errorMs);
    const seen = beats.map((beat) => ({ ...beat, tMs: beat.tMs + errorMs * normal() }));
    count[rhythmOf(beatIntervals(seen.filter(({ tMs }) => tMs <= 60_000)))] += 1 / 200;
  }
  return count;
}

const drawn = (meanMs: number, ibi: (k: number) => number) =>
  Array.from({ length: Math.ceil(62_000 / meanMs) }, (_, k) => meanMs * ibi(k));

test.each([
  [1000, 0.2],
  [800, 0.18],
  [630, 0.18],
  [500, 0.25],
  [630, 0.14],
  [500, 0.14],
])("intervals of %i ms drawn anew with a spread of %d are called irregular", (meanMs, spread) => {
  const called = shares((normal) => drawn(meanMs, () => Math.max(0.4, 1 + spread * normal())));
  expect(called.irregular).toBeGreaterThanOrEqual(0.95);
});

test.each([0.2, 0.12])("bigeminy %d early is called irregular, slips of its phase included", (early) => {
  const called = shares((normal, uniform) => {
    let odd = 1;
    return drawn(780, () => {
      odd = uniform() < 0.03 ? odd : -odd;
      return 1 + odd * early * 1.6 + 0.02 * normal();
    });
  });
  expect(called.irregular).toBeGreaterThanOrEqual(0.95);
});

/** Every third interval short, the next long, with the sizes that the beats at the ends of the three have. */
function triplets(sizes: readonly number[], depth: number): Rhythm {
  const normal = planNormal(8);
  const beats = beatsOf(drawn(720, (k) => 1 + [0, -depth, depth][k % 3] + 0.02 * normal()));
  const sized = beats.map((beat, k) => ({ ...beat, size: sizes[(k + 2) % 3] }));
  return rhythmOf(beatIntervals(sized.filter(({ tMs }) => tMs <= 60_000)));
}

test("trigeminy is called irregular, breathing at a third of the heart's rate is not: early beats are weak", () => {
  expect(triplets([1, 0.6, 1.2], 0.33)).toBe("irregular");
  expect(triplets([1, 0.95, 1.05], 0.12)).toBe("regular");
});

test.each([
  [1100, 0.2, 11],
  [950, 0.25, 9],
  [850, 0.15, 15],
  [1200, 0.15, 20],
])(
  "a sinus arrhythmia of %i ms that swings by %d with %i breaths a minute is never called irregular",
  (meanMs, swing, brpm) => {
    const called = shares((normal) => {
      let phase = 0;
      let slow = 0;
      return drawn(meanMs, () => {
        phase += ((2 * Math.PI * brpm * meanMs) / 60_000) * (1 + 0.15 * normal());
        slow = 0.95 * slow + 0.01 * normal();
        return 1 + swing * Math.sin(phase) + slow + 0.015 * normal();
      });
    });
    expect(called.irregular).toBeLessThanOrEqual(0.01);
  },
);

test("timing noise on a regular rhythm is never called irregular, however large", () => {
  for (const errorMs of [10, 25, 45, 80]) {
    const called = shares((normal) => drawn(800, () => 1 + 0.03 * normal()), errorMs);
    expect(called.irregular).toBeLessThanOrEqual(0.01);
  }
});

test("some missed, doubled and early beats do not make a regular rhythm irregular", () => {
  const called = shares((normal, uniform) =>
    drawn(800, () => 1 + 0.03 * normal()).flatMap((ibi) => {
      const luck = uniform();
      if (luck < 0.03) return [0.45 * ibi, 0.55 * ibi];
      if (luck < 0.06) return [2 * ibi];
      if (luck < 0.1) return [0.65 * ibi, 1.35 * ibi];
      return [ibi];
    }),
  );
  expect(called.irregular).toBeLessThanOrEqual(0.01);
});

test("fewer than thirty intervals, or a tenth of the time without any, leave the rhythm unknown", () => {
  const normal = planNormal(2);
  const ibis = drawn(700, () => 1 + 0.2 * normal());
  expect(rhythmOf(beatIntervals(beatsOf(ibis.slice(0, 25))))).toBe("unknown");
  expect(rhythmFigures([])).toBeNull();
  const gapped = beatsOf(ibis).map((beat, k) => (k > 40 ? { ...beat, tMs: beat.tMs + 9000, follows: k > 41 } : beat));
  expect(rhythmOf(beatIntervals(gapped.filter(({ tMs }) => tMs < 60_000)))).toBe("unknown");
});

test.each([
  ["atrial fibrillation", { bpm: 92, rhythm: "irregular" }, {}, "irregular"],
  ["bigeminy", { bpm: 74, rhythm: "bigeminy", earlyPercent: 62 }, {}, "irregular"],
  ["marked sinus arrhythmia", { bpm: 62, rsaPercent: 20, lfPercent: 3, jitterPercent: 2 }, { brpm: 11 }, "regular"],
  ["a usual sinus rhythm", { bpm: 76 }, {}, "regular"],
] as const)("a phantom heart with %s is called so from its wave", (_, pulse, breathing, rhythm) => {
  const { wave } = madePulse(pulse, breathing, 4, 76, 0.05);
  const beats = watchBeats(framesOf(wave));
  expect(variabilityOf(beats, 15_000, 75_000)?.rhythm).toBe(rhythm);
});
