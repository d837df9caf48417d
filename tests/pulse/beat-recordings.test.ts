import { readFileSync } from "node:fs";

import { expect } from "vitest";

import { rateFromBeats, variabilityOf } from "../../src/pulse/variability.ts";
import { readTraceFile } from "../../src/bed/trace-file.ts";
import { recordingPath, testWithRecordings } from "../recordings.ts";

import { strapSpan, variabilityOfStrap } from "./chest-strap.ts";
import { watchBeats } from "./made-beats.ts";

// All ten of them: npm run prove -- rhythm.
for (const name of ["finger-05", "finger-06", "finger-09"]) {
  testWithRecordings(`${name}: SDNN within 8 ms and mean rate within 0.5 /min of the chest strap, and regular`, () => {
    const beats = watchBeats(readTraceFile(recordingPath(`signals/${name}.bvp.csv`)).frames);
    const { ibiMs } = JSON.parse(readFileSync(recordingPath(`signals/${name}.truth.json`), "utf8"));
    const [fromMs, toMs] = [beats[0].tMs, beats[beats.length - 1].tMs];
    const told = variabilityOf(beats, fromMs, toMs);
    const span = strapSpan(ibiMs, beats);
    const truth = variabilityOfStrap(span);
    expect(Math.abs((told?.sdnnMs ?? 0) - truth.sdnnMs)).toBeLessThan(8);
    expect(Math.abs((rateFromBeats(beats, fromMs, toMs) ?? 0) - truth.rateBpm)).toBeLessThan(0.5);
    expect(variabilityOf(beats, toMs - 60_000, toMs)?.rhythm).toBe("regular");
  });
}
