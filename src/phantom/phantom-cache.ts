import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { openLoopedVideo } from "../frame/looped-video.ts";

import type { PhantomSource } from "./phantom-source.ts";
import { type RenderProgress, renderPhantom, renewTruth, truthPath } from "./phantom-video.ts";
import { fixturePath } from "./portrait-file.ts";
import type { Scenario } from "./scenario.ts";
import type { Truth } from "./truth.ts";

/** Raised with every change that changes a picture: older files in a cache are then left aside. */
const RENDERER_VERSION = 1;

/**
 * Path of a scenario's video in a cache folder, with the truth beside it; rendered when it is not there yet.
 *
 * The name is made of the scenario's content, the portrait and the renderer's version, so nothing stale is ever found; the
 * truth beside a video that is there is renewed where by now more is told of it. Two
 * processes may render at once: each renames its own file into place.
 *
 * @param loop one lap of a loop instead of the whole video.
 * @throws AfarError of renderPhantom.
 */
export async function cachedPhantom(
  scenario: Scenario,
  cacheDir: string,
  onProgress?: RenderProgress,
  loop = false,
): Promise<string> {
  const folder = join(cacheDir, "phantom");
  const path = join(folder, `${scenario.name}-${contentKey(scenario, loop)}.mp4`);
  if (existsSync(path) && existsSync(truthPath(path))) {
    renewTruth(scenario, path, loop);
    return path;
  }
  mkdirSync(folder, { recursive: true });
  await renderPhantom(scenario, path, onProgress, loop);
  return path;
}

/**
 * A demonstration: one lap of a scenario, rendered once into the cache and then played from the file without end.
 *
 * Decoding a frame costs a fifth of rendering it. `tMs` runs on from lap to lap; the noise repeats with the lap.
 *
 * @throws AfarError of renderPhantom, and SCENARIO_INVALID when a scenario whose rates change is to be looped.
 */
export async function openCachedLoop(
  scenario: Scenario,
  cacheDir: string,
  onProgress?: RenderProgress,
): Promise<PhantomSource> {
  const path = await cachedPhantom(scenario, cacheDir, onProgress, true);
  const truth = JSON.parse(readFileSync(truthPath(path), "utf8")) as Truth;
  return Object.assign(openLoopedVideo(path), { truth });
}

/**
 * What keys that came after the first renderer say where they change nothing. They are left out of a video's key then, so
 * that one which was rendered before them is found again.
 */
const UNCHANGED: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    mono: false,
    curtain: null,
    passerby: [],
    path: [],
    others: [],
    huntingPercent: 0,
    huntingPeriodS: 4,
    defocusPx: 0,
    depthPercent: [{ atS: 0, rate: 100, rampS: 0 }],
    inhalePercent: 40,
    coughsAtS: [],
    cameraSwayPx: 0,
    cameraSwayPeriodS: 4,
    face: {
      blinksAtS: [],
      blinksPerMin: 0,
      eyesClosed: [],
      lipsPercent: 0,
      mouth: [],
      brow: [],
      smile: [],
      grimace: [],
      mask: "none",
      tube: false,
    },
  }).map(([key, value]) => [key, JSON.stringify(value)]),
);

function contentKey(scenario: Scenario, loop: boolean): string {
  const { about: _, ...drawn } = scenario;
  const changed = (key: string, value: unknown) => (UNCHANGED[key] === JSON.stringify(value) ? undefined : value);
  const hash = createHash("sha256").update(JSON.stringify({ drawn, loop, version: RENDERER_VERSION }, changed));
  return hash
    .update(readFileSync(fixturePath("portrait", "astronaut.png")))
    .digest("hex")
    .slice(0, 16);
}
