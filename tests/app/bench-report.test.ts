import { expect, test } from "vitest";

import {
  type BenchFigures,
  benchHistory,
  benchObject,
  benchTable,
  type TimedClip,
} from "../../src/app/bench-report.ts";

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
  added: {
    tissueMs: at(0.2),
    breathingMs: at(0.2),
    movementMs: at(0.2),
    allMs: at(0.5),
    chainMs: at(5),
    share: at(0.125),
  },
  beds: [1, 32].map((beds) => ({ beds, bedCpuMs: at(120 + beds), wallMs: at(90 * beds) })),
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
    addedShare640x480: 0.125,
    beds: [{ beds: 1 }, { beds: 32 }],
  });
});

test("the table names the machine, both sizes, every stage and the estimator's second", () => {
  const table = benchTable(FIGURES);
  for (const part of ["a processor", "2 cores", "20.20.2", "640x480", "1280x720", "decode", "face", "regions"]) {
    expect(table).toContain(part);
  }
  expect(table).toMatch(/30 fps streams a core +8\.3 +5\.6/);
  expect(table).toContain("breathing and movement: 0.50 (0.40-0.60) ms a frame, 12.5 % of the chain without them");
  expect(table).toMatch(/^32 +152 \(152-152\) +2880 \(2880-2880\)$/m);
  expect(table).toMatch(/vitallens-core.* 125\.0 +0\.0030 .min/);
  expect(table).toMatch(/^512 +0\.50 \(0\.40-0\.60\) +0\.40 .* -$/m);
  expect(table).toMatch(/^400 +6\.00 .*61\.0 \(/m);
  expect(table).toMatch(/estimator's second, 16 regions.* 2\.50 \(2\.40-2\.60\) ms/);
});

test("the times that runs are compared by have their unit in their name and a spread", () => {
  const history = benchHistory(FIGURES);
  expect(history).toMatchObject({
    chain640x480Ms: at(4.5),
    cpu1280x720Ms: at(6),
    added640x480Ms: at(0.5),
    cpuOf32BedsMs: at(152),
    secondUpdateMs: at(2.5),
    regionUpdateUs: at(2),
  });
  for (const name of Object.keys(history)) expect(name).toMatch(/(Ms|Us)$/);
});
