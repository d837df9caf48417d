import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import type { TraceFrame } from "../../src/base/trace-frame.ts";
import { planNormal } from "../dsp/seeded-noise.ts";
import { cacheDirectory, prepareModels } from "../../src/inference/model-cache.ts";
import { openVideoFile } from "../../src/frame/video-file.ts";
import { createFaceTracker } from "../../src/face/face-tracker.ts";
import type { Beat } from "../../src/pulse/beat-finder.ts";
import { rateFromBeats, variabilityOf } from "../../src/pulse/variability.ts";
import { strapSpan, variabilityOfStrap } from "../pulse/chest-strap.ts";
import { framesOf, madePulse, pulseOfIntervals, watchBeats } from "../pulse/made-beats.ts";
import { planFrameAnalyser } from "../../src/bed/frame-analysis.ts";
import { readTraceFile } from "../../src/bed/trace-file.ts";
import { renderPhantom } from "../../src/phantom/phantom-video.ts";
import { fixturePath } from "../../src/phantom/portrait-file.ts";
import { loadScenario } from "../../src/phantom/scenario-file.ts";
import { recordingPath, testWithRecordings } from "../recordings.ts";

/** Hearts of each kind and noise; the last minute of each is called. */
const SEEDS = 60;
/** Standard deviation of the noise on the wave, shares of a beat's height. */
const NOISES = [0.05, 0.1];
/** In an irregular heart half a minute may pass before a rate is sure for the first time; the minute after that is called. */
const LENGTH_S = 120;

type Heart = (seed: number) => [pulse: Record<string, unknown>, breathing: Record<string, unknown>];

const waveOf = (heart: Heart) => (seed: number, noise: number) => madePulse(...heart(seed), seed, LENGTH_S, noise).wave;

/** Every third beat comes early and weak, and a pause makes up for it. */
function trigeminy(seed: number, noise: number): Float64Array {
  const usualS = 60 / (60 + ((seed * 37) % 36));
  const early = 0.6 + ((seed * 5) % 11) / 100;
  const normal = planNormal(seed);
  const count = Math.ceil((LENGTH_S + 4) / usualS);
  const intervalsS = Array.from({ length: count }, (_, k) => usualS * ([1, early, 2 - early][k % 3] + 0.02 * normal()));
  const sizes = [(2 - early) ** 0.7, 1, early ** 0.7];
  return pulseOfIntervals(intervalsS, LENGTH_S, noise, seed, (k) => sizes[k % 3]).wave;
}

const HEARTS: Record<string, { readonly wave: (seed: number, noise: number) => Float64Array; irregular: boolean }> = {
  "atrial fibrillation": {
    wave: waveOf((s) => [{ bpm: 70 + ((s * 37) % 60), rhythm: "irregular", irregularPercent: 18 + ((s * 7) % 9) }, {}]),
    irregular: true,
  },
  "atrial fibrillation that spreads by 14 %": {
    wave: waveOf((s) => [{ bpm: 70 + ((s * 37) % 60), rhythm: "irregular", irregularPercent: 14 }, {}]),
    irregular: true,
  },
  bigeminy: {
    wave: waveOf((s) => [
      { bpm: 64 + ((s * 37) % 32), rhythm: "bigeminy", earlyPercent: 60 + ((s * 5) % 11), rsaPercent: 3 },
      {},
    ]),
    irregular: true,
  },
  trigeminy: { wave: trigeminy, irregular: true },
  "marked sinus arrhythmia": {
    wave: waveOf((s) => [
      { bpm: 50 + ((s * 37) % 40), rsaPercent: 12 + (s % 9), lfPercent: 3, jitterPercent: 2 },
      { brpm: 8 + ((s * 5) % 14) },
    ]),
    irregular: false,
  },
  "sinus rhythm": {
    wave: waveOf((s) => [
      { bpm: 50 + ((s * 37) % 90), rsaPercent: 3, lfPercent: 2, jitterPercent: 1.5 },
      { brpm: 12 + ((s * 5) % 8) },
    ]),
    irregular: false,
  },
};

const lastMinute = (beats: readonly Beat[], endS: number) => variabilityOf(beats, 1000 * endS - 60_000, 1000 * endS);

test.each(Object.entries(HEARTS))("%s is told from its pulse wave in at least 95 of 100 minutes", (name, heart) => {
  let right = 0;
  for (const noise of NOISES) {
    const called = { irregular: 0, regular: 0, unknown: 0, none: 0 };
    for (let seed = 1; seed <= SEEDS; seed++) {
      called[lastMinute(watchBeats(framesOf(heart.wave(seed, noise))), LENGTH_S - 1)?.rhythm ?? "none"]++;
    }
    console.log(name, `noise ${noise}:`, JSON.stringify(called));
    right += heart.irregular ? called.irregular : SEEDS - called.irregular;
  }
  expect(right / (NOISES.length * SEEDS)).toBeGreaterThanOrEqual(0.95);
});

testWithRecordings(
  "fingers against a chest strap: median error of SDNN at most 8 ms, of mean rate 0.5 /min, none irregular",
  () => {
    const errors: { readonly sdnnMs: number; readonly rateBpm: number }[] = [];
    for (let file = 1; file <= 10; file++) {
      const name = `signals/finger-${String(file).padStart(2, "0")}`;
      const { frames } = readTraceFile(recordingPath(`${name}.bvp.csv`));
      const beats = watchBeats(frames);
      const { ibiMs } = JSON.parse(readFileSync(recordingPath(`${name}.truth.json`), "utf8"));
      const truth = variabilityOfStrap(strapSpan(ibiMs, beats));
      const [fromMs, toMs] = [beats[0].tMs, beats[beats.length - 1].tMs];
      const told = variabilityOf(beats, fromMs, toMs);
      const rate = rateFromBeats(beats, fromMs, toMs);
      console.log(name, JSON.stringify({ sdnnMs: told?.sdnnMs, strap: truth, rate, share: told?.acceptedShare }));
      errors.push({
        sdnnMs: told ? Math.abs(told.sdnnMs - truth.sdnnMs) : Number.POSITIVE_INFINITY,
        rateBpm: rate === null ? Number.POSITIVE_INFINITY : Math.abs(rate - truth.rateBpm),
      });
      for (let endMs = 60_000; endMs <= frames[frames.length - 1].tMs; endMs += 1000) {
        expect(variabilityOf(beats, endMs - 60_000, endMs)?.rhythm).not.toBe("irregular");
      }
    }
    const median = (key: "sdnnMs" | "rateBpm") => errors.map((each) => each[key]).sort((a, b) => a - b)[5];
    console.log("median errors", median("sdnnMs"), median("rateBpm"));
    expect(median("sdnnMs")).toBeLessThanOrEqual(8);
    expect(median("rateBpm")).toBeLessThanOrEqual(0.5);
  },
);

test.each([
  ["irregular", "irregular"],
  ["bigeminy", "irregular"],
  ["sinus-arrhythmia", "regular"],
])("the rendered patient %s is %s on camera", async (scenario, rhythm) => {
  const folder = mkdtempSync(join(tmpdir(), "afar-rhythm-"));
  try {
    const path = join(folder, `${scenario}.mkv`);
    await renderPhantom(loadScenario(fixturePath("scenarios", `${scenario}.json`)), path);
    expect(lastMinute(await beatsOfVideo(path), 60)?.rhythm).toBe(rhythm);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

testWithRecordings("irregular-95 is called irregular, the apnoea is not", async () => {
  expect(lastMinute(await beatsOfVideo(recordingPath("phantom/irregular-95.mp4")), 60)?.rhythm).toBe("irregular");
  const apnoea = lastMinute(await beatsOfVideo(recordingPath("phantom/apnoea-from-25s.mp4")), 60);
  expect(apnoea?.rhythm).not.toBe("irregular");
});

async function beatsOfVideo(path: string): Promise<Beat[]> {
  const source = openVideoFile(path, { startS: 0 });
  const analyser = planFrameAnalyser(await createFaceTracker(await prepareModels(cacheDirectory(process.env))));
  const frames: TraceFrame[] = [];
  for (let frame = source.next(); frame; frame = source.next()) {
    const { trace } = await analyser.analyse(frame);
    frames.push({ ...trace, rgb: trace.rgb.slice(), usable: trace.usable.slice() });
  }
  source.close();
  const last = frames[frames.length - 1];
  return watchBeats([...frames, { ...last, tMs: last.tMs + last.durationMs }], analyser.regions, "colour");
}
