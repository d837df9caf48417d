import { describe, expect, test } from "vitest";

import { measureAccuracy, pulseMethods } from "../../src/evaluate/accuracy-bench.ts";
import type { PulseMethod } from "../../src/evaluate/rival.ts";
import type { RateTruth } from "../../src/evaluate/truth.ts";
import { loadVitalLens } from "../../src/evaluate/vitallens.ts";

import { skinTraces } from "./made-traces.ts";

const rateOf = (rate: number | null): RateTruth => ({ rate, tolerancePerMin: null, windowS: null, method: "planted" });

async function* listed<T>(...items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const loaded = await loadVitalLens();
const METHODS = pulseMethods("vitalLens" in loaded ? loaded.vitalLens : null);

test("there are three methods, Afar first", () => {
  expect(METHODS.map(({ name }) => name)).toEqual(["Afar", "POS + FFT peak", "vitallens-core 0.3.3"]);
});

describe.each(METHODS.map((method) => [method.name, method] as const))("%s", (_name, method) => {
  test.each([60, 85, 127])("reads skin that swings at %d /min within 3 /min, once a second", (rateBpm) => {
    const readings = method.readings(skinTraces(20, rateBpm));
    expect(readings.map(({ tMs }) => tMs)).toEqual(Array.from({ length: 20 }, (_, i) => 1000 * (i + 1)));
    for (const { ratePerMin } of readings.slice(11)) expect(Math.abs((ratePerMin ?? 0) - rateBpm)).toBeLessThan(3);
  });

  test("reads nothing before there are 5 s, nor where no skin was seen", () => {
    const traces = skinTraces(8, 72);
    for (const { ratePerMin } of method.readings(traces).slice(0, 4)) expect(ratePerMin).toBeNull();
    const blind = traces.frames.map((frame) => ({ ...frame, usable: new Uint8Array(4) }));
    for (const { ratePerMin } of method.readings({ ...traces, frames: blind })) expect(ratePerMin).toBeNull();
  });
});

test("plain POS answers also where the heart is slower than its band reaches", () => {
  const [, plainPos] = METHODS;
  for (const { ratePerMin } of plainPos.readings(skinTraces(15, 30)).slice(11)) {
    expect(ratePerMin).toBeGreaterThanOrEqual(36);
  }
});

describe("the figures", () => {
  /** Shows `rate` from second 12 on, in every other second only. */
  const halfAnswers = (rate: number): PulseMethod => ({
    name: `always ${rate}`,
    readings: ({ endMs }) =>
      Array.from({ length: endMs / 1000 }, (_, i) => ({
        tMs: 1000 * (i + 1),
        ratePerMin: i % 2 === 1 ? rate : null,
        confidence: 1,
        held: false,
      })),
  });

  test("are those of the judge, by group and over all", async () => {
    const groups = await measureAccuracy(
      [halfAnswers(70)],
      listed(
        { group: "faces", traces: skinTraces(31, 72), truth: rateOf(72) },
        { group: "faces", traces: skinTraces(31, 80), truth: rateOf(80) },
        { group: "photos", traces: skinTraces(20, 72, 0), truth: rateOf(null) },
      ),
    );
    expect(groups.map(({ group, recordings }) => [group, recordings])).toEqual([
      ["faces", 2],
      ["photos", 1],
      ["all", 3],
    ]);
    // Seconds 12 to 31 are judged, ten of which are answered: half of them 2 /min off, half 10.
    expect(groups[0].methods[0]).toEqual({
      method: "always 70",
      mae: 6,
      withinTolerance: 0.5,
      within7: 0.5,
      coverage: 0.5,
      ratedSeconds: 40,
      silentSeconds: 0,
      falseSeconds: 0,
    });
    expect(groups[1].methods[0]).toMatchObject({ mae: null, coverage: null, silentSeconds: 20, falseSeconds: 10 });
    expect(groups[2].methods[0]).toMatchObject({ mae: 6, ratedSeconds: 40, silentSeconds: 20, falseSeconds: 10 });
  });
});
