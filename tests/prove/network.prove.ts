import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import type { EvaluationReport } from "../../src/evaluate/evaluation-report.ts";
import { afar } from "../command-line.ts";

const about = "A weak pulse, dark skin or a photo, for a network beside the colours.";
const photo = { pulse: "none", breathing: "none" };

/** Patients whose pulse the colours see late or not at all, and photos. No constant was chosen on their seeds. */
const SCENARIOS: Readonly<Record<string, object>> = {
  "weak-88-sway": { seed: 61, pulse: { bpm: 88, greenPercent: 0.3 }, motion: { swayPx: 12 }, camera: { noise: 3.5 } },
  "weak-71": { seed: 62, pulse: { bpm: 71, greenPercent: 0.25 }, camera: { noise: 3.5 } },
  "dark-97-sway": {
    seed: 63,
    skin: { melanin: 0.8 },
    pulse: { bpm: 97, greenPercent: 1 },
    motion: { swayPx: 12, swayPeriodS: 4 },
    camera: { noise: 3.5 },
  },
  "dark-64": { seed: 64, skin: { melanin: 1 }, pulse: { bpm: 64, greenPercent: 1.2 }, camera: { noise: 3.5 } },
  "photo-sway": { seed: 65, ...photo, motion: { swayPx: 12, swayPeriodS: 3 }, camera: { noise: 3.5 } },
  "photo-lamp": { seed: 66, ...photo, light: { flickerHz: 1.3, flickerPercent: 1 }, camera: { noise: 2 } },
};

const folder = mkdtempSync(join(tmpdir(), "afar-network-clips-"));
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Needs a network: `afar model add`. Renders each patient and evaluates it with the network and without; the table is printed.
 */
test("a network brings weak pulses into view, takes none away, and gives no photo a rate", async () => {
  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify({ about, durationS: 60, ...scenario }));
    const rendered = await afar("phantom", path, "--out", join(folder, `${name}.mp4`));
    expect(rendered.err).toBe("");
    rmSync(path);
  }
  const { code, out, err } = await afar("evaluate", folder, "--network", "off,on", "--json");
  expect(err).toBe("");
  expect(code).toBe(0);
  const [off, on] = Object.values(JSON.parse(out) as Record<string, EvaluationReport>);
  let [gained, weak] = [0, 0];
  for (const { name, pulse } of on.recordings) {
    const alone = off.recordings.find((each) => each.name === name)?.pulse;
    const words = [alone, pulse].map((each) => `${((each?.coverage ?? 0) * 100).toFixed(0)} %`);
    process.stdout.write(`${name.padEnd(20)} off ${words[0].padStart(6)}  on ${words[1].padStart(6)}\n`);
    expect(pulse?.falseSeconds).toBe(0);
    const gain = (pulse?.coverage ?? 0) - (alone?.coverage ?? 0);
    expect(gain).toBeGreaterThanOrEqual(-0.02);
    if (alone?.coverage === null || (alone?.coverage ?? 1) >= 0.85) continue;
    gained += gain;
    weak++;
  }
  expect(gained).toBeGreaterThanOrEqual(0.1 * weak);
  const { calibration } = on.overall.pulse ?? {};
  expect(calibration?.rightAt90).toBeGreaterThanOrEqual(0.9);
}, 7_200_000);
