import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { tsImport } from "tsx/esm/api";

import { preflight, ROOT } from "./preflight.mjs";

/**
 * Makes the recorded traces of fixtures/traces anew: renders each patient, looks at the video as a bed does, and writes the
 * colours of forehead and cheeks with the truth beside them. `node scripts/golden-traces.mjs [NAME]...`; minutes for all of them.
 */

const FOLDER = join(ROOT, "fixtures/traces");
const MOST_BYTES = 150_000;
/** Regions by name, and the patches whose mean each of them is. @type {Record<string, string[]>} */
const REGIONS = {
  "forehead-right": ["forehead-2", "forehead-3", "forehead-7"],
  "forehead-left": ["forehead-4", "forehead-8"],
  "right-cheek-upper": ["right-cheek-1", "right-cheek-2"],
  "right-cheek-lower": ["right-cheek-3", "right-cheek-4"],
  "left-cheek-upper": ["left-cheek-1", "left-cheek-2"],
  "left-cheek-lower": ["left-cheek-3", "left-cheek-4"],
};

/** What of a scenario's keys differs from the defaults. @type {Record<string, object>} */
const RECIPES = {
  "adult-70": { seed: 701, durationS: 26, pulse: { bpm: 70 }, motion: { swayPx: 2 } },
  "slow-42": {
    seed: 421,
    durationS: 28,
    scene: { faceWidthPx: 220 },
    pulse: { bpm: 42, harmonics: [1, 0.7, 0.25] },
    breathing: { brpm: 13, baselinePercent: 0.6 },
  },
  "newborn-168": { seed: 1681, durationS: 24, pulse: { bpm: 168, rsaPercent: 1 }, breathing: { brpm: 42 } },
  "dark-skin-86-dropped-frames": {
    seed: 861,
    durationS: 28,
    video: { dropPercent: 12 },
    skin: { melanin: 0.6 },
    light: { level: 1.2 },
    pulse: { bpm: 86 },
  },
  "step-80-40": {
    seed: 80_401,
    durationS: 38,
    video: { rateHz: 25 },
    scene: { faceWidthPx: 220 },
    pulse: {
      bpm: [
        { atS: 0, bpm: 80 },
        { atS: 16, bpm: 40, rampS: 2 },
      ],
      harmonics: [1, 0.7, 0.25],
    },
  },
  "photo-sway": {
    seed: 161,
    durationS: 26,
    pulse: "none",
    breathing: "none",
    motion: { swayPx: 5, swayPeriodS: 4 },
  },
};

/** @param {string} path of a TypeScript source */
const source = (path) => tsImport(join(ROOT, "src", path), import.meta.url);

preflight();
mkdirSync(FOLDER, { recursive: true });
const { cacheDirectory, prepareModels } = await source("inference/model-cache.ts");
const { createFaceTracker } = await source("face/face-tracker.ts");
const { openVideoFile } = await source("frame/video-file.ts");
const { planFrameAnalyser } = await source("bed/frame-analysis.ts");
const { renderPhantom, truthPath } = await source("phantom/phantom-video.ts");
const { parseScenario } = await source("phantom/scenario-parser.ts");

const models = await prepareModels(cacheDirectory(process.env));
const asked = process.argv.slice(2);
for (const [name, scenario] of Object.entries(RECIPES)) {
  if (asked.length === 0 || asked.includes(name)) await record(name, scenario);
}

/**
 * @param {string} name
 * @param {object} scenario
 */
async function record(name, scenario) {
  const folder = mkdtempSync(join(tmpdir(), "afar-golden-"));
  try {
    const text = JSON.stringify({ about: `Golden traces ${name}.`, ...scenario });
    const video = join(folder, `${name}.mkv`);
    await renderPhantom(parseScenario(text, `${name}.json`), video);
    const traces = join(FOLDER, `${name}.traces.csv`);
    writeFileSync(traces, await tracesOf(video));
    renameSync(truthPath(video), join(FOLDER, `${name}.truth.json`));
    const { size } = statSync(traces);
    if (size > MOST_BYTES) throw new Error(`${traces} has ${size} bytes: take fewer seconds.`);
    console.log(`${name}: ${size} bytes`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} video
 * @returns {Promise<string>} the text of a .traces.csv file
 */
async function tracesOf(video) {
  const analyser = planFrameAnalyser(await createFaceTracker(models));
  const groups = Object.values(REGIONS).map((patches) => patches.map((patch) => analyser.regions.indexOf(patch)));
  if (groups.flat().includes(-1)) throw new Error(`the patches are ${analyser.regions.join(", ")}`);
  const header = Object.keys(REGIONS).flatMap((name) => ["r", "g", "b"].map((c) => `${name}.${c}`));
  const rows = [["tMs", ...header].join(",")];
  const frames = openVideoFile(video);
  try {
    for (let frame = frames.next(); frame; frame = frames.next()) {
      const { tMs, rgb, usable } = (await analyser.analyse(frame)).trace;
      const cells = groups.flatMap((patches) => {
        const seen = patches.filter((i) => usable[i]);
        const mean = (/** @type {number} */ c) => seen.reduce((sum, i) => sum + rgb[3 * i + c], 0) / seen.length;
        return [0, 1, 2].map((c) => (seen.length === patches.length ? mean(c).toFixed(3) : ""));
      });
      rows.push([Number(tMs.toFixed(1)), ...cells].join(","));
    }
  } finally {
    frames.close();
  }
  return `${rows.join("\n")}\n`;
}
