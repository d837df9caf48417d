import { expect } from "vitest";

import { bodyAlarms } from "../body-alarms.ts";
import { testWithRecordings } from "../recordings.ts";
import { replayed } from "../replayed.ts";

testWithRecordings("a pulse that ends at second 25 is an alarm by second 40, and nothing else is", async () => {
  const alarms = bodyAlarms(await replayed("phantom/pulse-lost-at-25s.mp4"));
  expect(alarms.map(({ alarm }) => alarm)).toEqual(["pulse-lost"]);
  expect(alarms[0].tMs).toBeGreaterThan(25_000);
  expect(alarms[0].tMs).toBeLessThanOrEqual(40_000);
});

/** The delay of missing breath counts from the end of the last breath, which is found out a few seconds later. */
const APNOEA_S = { from: 25, delay: 20, found: 5 };

testWithRecordings("breath that ends at second 25 is an alarm when it has been missing for its delay", async () => {
  const alarms = bodyAlarms(await replayed("phantom/apnoea-from-25s.mp4"));
  expect(alarms.map(({ alarm }) => alarm)).toEqual(["no-breath"]);
  const { from, delay, found } = APNOEA_S;
  expect(alarms[0].tMs).toBeGreaterThanOrEqual(1000 * (from + delay - found));
  expect(alarms[0].tMs).toBeLessThanOrEqual(1000 * (from + delay + found));
});

testWithRecordings("recorded colours in which nobody could find a pulse raise no alarm of the body", async () => {
  for (const name of [
    "india-video1",
    "india-video12",
    "india-video38",
    "sierra-leone-video1",
    "sierra-leone-video16",
  ]) {
    const vitals = await replayed(`abstain/${name}.traces.csv`);
    expect(vitals.length).toBeGreaterThan(20);
    expect([name, bodyAlarms(vitals)]).toEqual([name, []]);
  }
});
