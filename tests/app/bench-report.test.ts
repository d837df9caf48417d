import { expect, test } from "vitest";

import { measureRegionUpdate } from "../../src/evaluate/region-bench.ts";
import { type BenchFigures, benchObject, benchTable, type TimedClip } from "../../src/app/bench-report.ts";

const at = (median: number) => ({ median, lower: median - 0.1, upper: median + 0.1 });

function clip(widthPx: number, heightPx: number, cpuMs: number): TimedClip {
  return {
    widthPx,
    heightPx,
    frames: 450,
    stagesMs: { decode: at(1.2), face: at(2.6), regions: at(0.2), signals: at(0.3), outline: at(0.1) },
    chainMs: at(4.5),
    cpuMs: at(cpuMs),
    faceShare: 1,
    rateBpm: 72.1,
    truthBpm: 72,
  };
}

const compared = (us: number) => ({ us: at(us), ratio: us / 50, peakDifferenceBpm: 0.003 });
const FIGURES: BenchFigures = {
  machine: { model: "a processor", cores: 2, node: "20.20.2", load: 0.5 },
  pipelines: [clip(640, 480, 4), clip(1280, 720, 6)],
  region: {
    fsHz: 30,
    samples: 300,
    productUs: at(50),
    equalSteps: compared(20),
    samePeak: compared(50),
    published: compared(225),
    vitallensCore: compared(6250),
  },
  second: { regions: 16, updateMs: at(2.5), rateBpm: 72 },
  missing: null,
};

const WITHOUT_VITALLENS = {
  ...FIGURES,
  region: { ...FIGURES.region, vitallensCore: null },
  missing: "vitallens-core cannot be loaded: no such file",
};

test("a package that cannot be loaded is null to programs, and a sentence to people", () => {
  expect(benchObject(WITHOUT_VITALLENS).ratioToVitallensCore).toBeNull();
  expect(benchTable(WITHOUT_VITALLENS)).toMatch(/vitallens-core +not measured: .* no such file/);
});

test("the object for programs holds the contract's figures", () => {
  expect(JSON.parse(JSON.stringify(benchObject(FIGURES)))).toMatchObject({
    regionUpdateUs: 50,
    ratioToFftJsEqualSteps: 0.4,
    ratioToFftJsSamePeak: 1,
    ratioToPublishedPos: 4.5,
    ratioToVitallensCore: 125,
    secondUpdateMs: 2.5,
    streamsPerCore640x480: 1000 / 30 / 4,
    streamsPerCore720p: 1000 / 30 / 6,
  });
});

test("the table names the machine, both sizes, every stage and the estimator's second", () => {
  const table = benchTable(FIGURES);
  for (const part of ["a processor", "2 cores", "20.20.2", "640x480", "1280x720", "decode", "face", "regions"]) {
    expect(table).toContain(part);
  }
  expect(table).toMatch(/30 fps streams a core +8\.3 +5\.6/);
  expect(table).toMatch(/vitallens-core.* 125\.00 /);
  expect(table).toMatch(/estimator's second, 16 regions.* 2\.50 \(2\.40-2\.60\) ms/);
});

test("the chains that are timed side by side find the same peak within 0.01 /min", () => {
  const rounds: number[] = [];
  const { equalSteps, samePeak, published, productUs } = measureRegionUpdate(null, (done) => rounds.push(done));
  for (const { peakDifferenceBpm } of [equalSteps, samePeak, published]) expect(peakDifferenceBpm).toBeLessThan(0.01);
  expect(productUs.median).toBeGreaterThan(0);
  expect(rounds.length).toBeGreaterThan(0);
});
