import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { openVideoFile } from "../../src/frame/video-file.ts";
import { cachedPhantom, openCachedLoop } from "../../src/phantom/phantom-cache.ts";
import { openPhantomSource } from "../../src/phantom/phantom-source.ts";
import { renderPhantom, truthPath } from "../../src/phantom/phantom-video.ts";

import { scenarioOf } from "./probe.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "afar-phantom-"));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

test("a source ends after the asked time; its frames are of the asked size with rising stamps", () => {
  const source = openPhantomSource(scenarioOf({ durationS: 1 }), { loop: false });
  const stamps: number[] = [];
  for (let frame = source.next(); frame; frame = source.next()) {
    stamps.push(frame.tMs);
    expect([frame.widthPx, frame.heightPx, frame.channels[0].data.length]).toEqual([320, 240, 320 * 240]);
    expect(frame.durationMs).toBeCloseTo(1000 / 30, 6);
  }
  expect(stamps).toEqual(Array.from({ length: 30 }, (_, i) => expect.closeTo((i * 1000) / 30, 6)));
  expect(source.next()).toBeNull();
  expect(source.endError).toBeNull();
  expect(source.truth.pulseBpm).toHaveLength(2);
});

test("a looped source never ends and its time never restarts; after close it is silent", () => {
  const source = openPhantomSource(scenarioOf({ durationS: 1, breathing: "none" }), { loop: true });
  expect(source.info.durationMs).toBeNull();
  let last = -1;
  for (let i = 0; i < 100; i++) {
    const frame = source.next();
    expect(frame?.tMs).toBeGreaterThan(last);
    last = frame?.tMs ?? 0;
  }
  expect(last).toBeCloseTo((99 * 1000) / 30, 6);
  source.close();
  expect(source.next()).toBeNull();
});

test.each([
  [
    "pulse.bpm",
    {
      pulse: {
        bpm: [
          { atS: 0, bpm: 80 },
          { atS: 1, bpm: null },
        ],
      },
    },
  ],
  [
    "breathing.brpm",
    {
      breathing: {
        brpm: [
          { atS: 0, brpm: 15 },
          { atS: 1, brpm: null },
        ],
      },
    },
  ],
  [
    "breathing.depthPercent",
    {
      breathing: {
        depthPercent: [
          { atS: 0, percent: 100 },
          { atS: 1, percent: 50 },
        ],
      },
    },
  ],
  ["breathing.coughsAtS", { breathing: { coughsAtS: [1] } }],
  ["face.blinksPerMin", { face: { blinksPerMin: 10 } }],
  ["face.smile", { face: { smile: [{ fromS: 1, toS: 2 }] } }],
  ["scene.passerby", { scene: { passerby: [{ atS: 1 }] } }],
  ["camera.gainSteps", { camera: { gainSteps: [{ atS: 1, gain: 2 }] } }],
])("what happens only once, %s, cannot be looped", (key, parts) => {
  expect(() => openPhantomSource(scenarioOf(parts), { loop: true })).toThrow(`${key} changes with time`);
});

test("a rendered video holds the frames that were not dropped, at their times, with the truth beside it", async () => {
  const scenario = scenarioOf({ durationS: 3, video: { dropPercent: 20 }, pulse: { bpm: 90 } });
  const path = join(FOLDER, "patient.mkv");
  const told: number[] = [];
  await renderPhantom(scenario, path, (done, of) => told.push(done / of));
  const truth = JSON.parse(readFileSync(truthPath(path), "utf8"));
  expect(told.at(-1)).toBe(1);
  expect(truth.droppedFrames).toBeGreaterThan(5);
  const video = openVideoFile(path);
  const stamps: number[] = [];
  for (let frame = video.next(); frame; frame = video.next()) stamps.push(frame.tMs);
  expect(video.endError).toBeNull();
  expect(stamps).toHaveLength(90 - truth.droppedFrames);
  const direct = openPhantomSource(scenario, { loop: false });
  for (const stamp of stamps) expect(Math.abs(stamp - (direct.next()?.tMs ?? 0))).toBeLessThanOrEqual(1);
  expect(readdirSync(FOLDER).sort()).toEqual(["patient.mkv", "patient.truth.json"]);
});

test("a video that cannot be written leaves no truth behind", async () => {
  await expect(renderPhantom(scenarioOf({ durationS: 1 }), join(FOLDER, "patient.txt"))).rejects.toThrow("patient.txt");
  await expect(renderPhantom(scenarioOf({ durationS: 1 }), join(FOLDER, "none", "a.mkv"))).rejects.toThrow("a.mkv");
  expect(readdirSync(FOLDER).filter((name) => name.includes("a.") || name.endsWith(".txt"))).toEqual([]);
});

test("the cache renders once per content, whatever a scenario says about itself", async () => {
  const folder = join(FOLDER, "cache");
  const scenario = scenarioOf({ durationS: 1 });
  const path = await cachedPhantom(scenario, folder);
  writeFileSync(path, "untouched");
  expect(await cachedPhantom({ ...scenario, about: "other words" }, folder)).toBe(path);
  expect(readFileSync(path, "utf8")).toBe("untouched");
  expect(await cachedPhantom({ ...scenario, seed: 2 }, folder)).not.toBe(path);
  expect(await cachedPhantom(scenario, folder, undefined, true)).not.toBe(path);
});

test("a truth that tells less than is known by now is renewed beside its video, and nothing else is left", async () => {
  const folder = join(FOLDER, "renewed");
  const scenario = scenarioOf({ durationS: 1, face: { blinksAtS: [0.5] } });
  const path = await cachedPhantom(scenario, folder);
  const whole = readFileSync(truthPath(path), "utf8");
  expect(JSON.parse(whole).blinksMs).toEqual([500]);
  const { blinksMs: _, ...less } = JSON.parse(whole);
  writeFileSync(truthPath(path), JSON.stringify(less));
  await cachedPhantom(scenario, folder);
  expect(readFileSync(truthPath(path), "utf8")).toBe(whole);
  expect(readdirSync(join(folder, "phantom"))).toHaveLength(2);
});

test("a cached loop plays on across its end with time running on", async () => {
  const scenario = scenarioOf({ durationS: 1, pulse: { bpm: 60 }, breathing: "none" });
  const loop = await openCachedLoop(scenario, join(FOLDER, "loop"));
  expect(loop.truth.ibiMs).toHaveLength(0);
  const stamps = Array.from({ length: 75 }, () => loop.next()?.tMs ?? Number.NaN);
  expect(stamps).toEqual(stamps.map((_, i) => expect.closeTo((i * 1000) / 30, 0)));
  loop.close();
  expect(loop.next()).toBeNull();
});
