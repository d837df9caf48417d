import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import type { EvaluationReport } from "../../src/evaluate/evaluation-report.ts";
import { afar } from "../command-line.ts";

import { NETWORK_CLIPS } from "./network-clips.ts";

const about = "A weak pulse, dark skin or a photo, for a network beside the colours.";
const DURATION_S = 60;
/** What the sensor gave: a codec would take from a weak pulse what a network is to find. */
const LOSSLESS = { codec: "ffv1" };

const folder = mkdtempSync(join(tmpdir(), "afar-network-clips-"));
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Needs a network: `afar model add`. Renders each patient and evaluates it with the network and without; the table is printed.
 */
test("a network brings weak pulses into view, takes none away, and gives no photo a rate", async () => {
  for (const [name, scenario] of Object.entries(NETWORK_CLIPS)) {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify({ about, durationS: DURATION_S, video: LOSSLESS, ...scenario }));
    const rendered = await afar("phantom", path, "--out", join(folder, `${name}.mkv`));
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
    expect(pulse?.withinTolerance ?? 1).toBeGreaterThanOrEqual(alone?.withinTolerance ?? 0.97);
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
