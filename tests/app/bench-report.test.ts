import { expect, test } from "vitest";

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

const compared = (us: number) => ({ us: at(us), kernelUs: at(2), ratio: us / 2, peakDifferenceBpm: 0.003 });
const FIGURES: BenchFigures = {
  machine: { model: "a processor", cores: 2, node: "20.20.2", load: 0.5 },
  pipelines: [clip(640, 480, 4), clip(1280, 720, 6)],
  region: {
    times: {
      fsHz: 30,
      samples: 300,
      regions: 16,
      kernelUs: at(2),
      analysisUs: at(3),
      coarseFftSize: 512,
      twin: compared(20),
      equalSteps: compared(18),
      equalFineSteps: compared(19),
      pffft: compared(10),
      samePeak: compared(80),
      published: compared(225),
      vitallensCore: compared(250),
    },
    transforms: [
      { size: 256, kernelUs: at(0.25), prunedUs: null, fftJsUs: at(1.25), pffftUs: at(0.35) },
      { size: 512, kernelUs: at(0.5), prunedUs: at(0.4), fftJsUs: at(3), pffftUs: null },
    ],
    costs: [1, 400].flatMap((regions) =>
      [5, 60].map((windowS) => ({ regions, windowS, fftSize: 512, us: at(windowS + 400 / regions) })),
    ),
    missing: { vitallensCore: null, pffft: null },
  },
  second: { regions: 16, updateMs: at(2.5), rateBpm: 72 },
};

test("a package that cannot be loaded is null to programs, and a sentence to people", () => {
  const without = {
    ...FIGURES,
    region: {
      ...FIGURES.region,
      times: { ...FIGURES.region.times, vitallensCore: null, pffft: null },
      missing: { vitallensCore: "vitallens-core cannot be loaded: no such file", pffft: "no such package" },
    },
  };
  expect(benchObject(without)).toMatchObject({ ratioToVitallensCore: null, ratioToPffft: null });
  expect(benchTable(without)).toMatch(/vitallens-core +not measured: .* no such file/);
  expect(benchTable(without)).toMatch(/pffft-wasm +not measured: no such package/);
});

test("the object for programs holds the contract's figures", () => {
  expect(JSON.parse(JSON.stringify(benchObject(FIGURES)))).toMatchObject({
    regionUpdateUs: 2,
    regionAnalysisUs: 3,
    ratioToFftJsEqualSteps: 9,
    ratioToFftJsSamePeak: 40,
    ratioToPublishedPos: 112.5,
    ratioToVitallensCore: 125,
    ratioToPffft: 5,
    ratioToTwin: 10,
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
  expect(table).toMatch(/vitallens-core.* 125\.0 +0\.0030 .min/);
  expect(table).toMatch(/^512 +0\.50 \(0\.40-0\.60\) +0\.40 .* -$/m);
  expect(table).toMatch(/^400 +6\.00 .*61\.0 \(/m);
  expect(table).toMatch(/estimator's second, 16 regions.* 2\.50 \(2\.40-2\.60\) ms/);
});
