import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { replayFile } from "../../src/evaluate/replayed-file.ts";

const folder = mkdtempSync(join(tmpdir(), "afar-replayed-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A command line that prints lines, says something on standard error and ends with a code. */
function printing(name: string, lines: readonly string[], code = 0, complaint = ""): string {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(
    path,
    `if (process.argv.slice(2).join(" ") !== "replay a.mp4 --json --movement") process.exit(9);
process.stdout.write(${JSON.stringify(`${lines.join("\n")}\n`)});
process.stderr.write(${JSON.stringify(complaint)});
process.exitCode = ${code};\n`,
  );
  return path;
}

const VITALS = JSON.stringify({
  tMs: 1000,
  pulse: { rateBpm: 70, confidence: 0.9, held: false },
  respiration: { rateBrpm: null, confidence: 0, held: false, reason: "no-breath", noBreathS: 21 },
  variability: null,
  evidence: { beatsMs: [100, 950] },
});
const TRACE = { kind: "movement", bed: "1", tMs: 0, stepMs: 100, channels: [[0, null]] };
const BLINK = { kind: "movement-event", bed: "1", tMs: 400, event: "blink" };

describe("a replay in a process of its own", () => {
  test("gives values and movement, each in its order", async () => {
    const main = printing("whole", [JSON.stringify(TRACE), VITALS, JSON.stringify(BLINK)]);
    expect(await replayFile(main, "a.mp4")).toEqual({
      readings: [
        {
          tMs: 1000,
          pulse: { tMs: 1000, ratePerMin: 70, confidence: 0.9, held: false },
          respiration: { tMs: 1000, ratePerMin: null, confidence: 0, held: false, noBreathS: 21 },
          variability: null,
          beatsMs: [100, 950],
        },
      ],
      movement: [TRACE, BLINK],
      note: null,
    });
  });

  test("that ends early is used as far as it goes, with its sentence", async () => {
    const main = printing("short", [VITALS], 2, "afar: a.mp4 ends at second 1.\n");
    expect(await replayFile(main, "a.mp4")).toMatchObject({ note: "a.mp4 ends at second 1.", movement: [] });
  });

  test("that says nothing, or what is neither values nor movement, is refused", async () => {
    await expect(replayFile(printing("none", [], 2, "afar: no.\n"), "a.mp4")).rejects.toThrow("no.");
    const wrong = printing("wrong", ['{"kind":"movement","tMs":0}']);
    await expect(replayFile(wrong, "a.mp4")).rejects.toThrow("neither values nor movement");
  });
});
