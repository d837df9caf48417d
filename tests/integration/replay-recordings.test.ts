import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect } from "vitest";

import type { Vitals } from "../../src/wire/vitals.ts";
import { afar } from "../command-line.ts";
import { recordingPath, testWithRecordings } from "../recordings.ts";

const TIMEOUT_MS = 180_000;

async function replay(recording: string, ...args: string[]): Promise<Vitals[]> {
  const { code, out, err } = await afar("replay", recordingPath(recording), "--json", ...args);
  expect(err).toBe("");
  expect(code).toBe(0);
  return out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Truth of a second: mean of the ten seconds that end there, or their span where it moves by more than 6 /min. */
function truthAt(recording: string, tMs: number): { low: number; high: number } {
  const path = recordingPath(recording.replace(/\.\w+$/, ".truth.json"));
  const { pulseBpm } = JSON.parse(readFileSync(path, "utf8")) as { pulseBpm: { tMs: number; bpm: number }[] };
  const bpm = pulseBpm.filter((entry) => entry.tMs > tMs - 10_000 && entry.tMs <= tMs).map((entry) => entry.bpm);
  const low = Math.min(...bpm);
  const high = Math.max(...bpm);
  const mean = bpm.reduce((sum, value) => sum + value, 0) / bpm.length;
  return high - low > 6 ? { low, high } : { low: mean, high: mean };
}

describe("real faces", () => {
  for (const [recording, truthBpm] of [
    ["video/face.mp4", 53],
    ["video/face2.mp4", 54],
  ] as const) {
    testWithRecordings(
      `every pulse shown of ${recording} is ${truthBpm} +-4, and one is shown`,
      async () => {
        const judged = (await replay(recording)).filter(({ tMs }) => tMs >= 8000);
        const shown = judged.flatMap(({ pulse }) => (pulse.rateBpm === null ? [] : [pulse.rateBpm]));
        expect(shown.length).toBeGreaterThan(0);
        for (const rateBpm of shown) expect(Math.abs(rateBpm - truthBpm)).toBeLessThanOrEqual(4);
      },
      TIMEOUT_MS,
    );
  }
});

describe("phantoms with a pulse", () => {
  for (const recording of ["still-68.mp4", "slow-44.mp4", "fast-126.mp4", "lying-72.mp4", "dropped-frames-90.mkv"]) {
    testWithRecordings(
      `${recording} is read in 80 % of the seconds, 95 % of those within 3 /min`,
      async () => {
        const path = `phantom/${recording}`;
        const judged = (await replay(path)).filter(({ tMs }) => tMs >= 12_000);
        const shown = judged.filter(({ pulse }) => pulse.rateBpm !== null && !pulse.held);
        const right = shown.filter(({ tMs, pulse }) => {
          const { low, high } = truthAt(path, tMs);
          return pulse.rateBpm !== null && pulse.rateBpm >= low - 3 && pulse.rateBpm <= high + 3;
        });
        expect(judged.length).toBeGreaterThan(20);
        expect(shown.length / judged.length).toBeGreaterThanOrEqual(0.8);
        expect(right.length / shown.length).toBeGreaterThanOrEqual(0.95);
      },
      TIMEOUT_MS,
    );
  }
});

describe("nothing that pulses", () => {
  for (const [name, reasons] of Object.entries({
    photo: ["starting", "low-signal", "not-measurable"],
    "photo-sway": ["starting", "low-signal", "not-measurable", "motion"],
    "photo-flicker": ["starting", "low-signal", "not-measurable"],
    "photo-nod": ["starting", "low-signal", "not-measurable", "motion"],
    "photo-keyframes": ["starting", "low-signal", "not-measurable"],
    "empty-bed": ["starting", "no-face"],
    "no-face-crane": ["starting", "no-face"],
    "dark-room": ["starting", "low-light", "no-face"],
    "dim-room": ["starting", "low-signal", "not-measurable", "low-light"],
  })) {
    testWithRecordings(
      `${name} gets no rate and no wave, and is told why`,
      async () => {
        const folder = mkdtempSync(join(tmpdir(), "afar-"));
        try {
          const wave = join(folder, "wave.bvp.csv");
          const seconds = await replay(`abstain/${name}.mp4`, "--wave", wave);
          expect(seconds.length).toBeGreaterThanOrEqual(8);
          for (const { pulse } of seconds) {
            expect(pulse.rateBpm).toBeNull();
            expect(reasons).toContain(pulse.reason);
          }
          expect(readFileSync(wave, "utf8")).toBe("tMs,bvp\n");
        } finally {
          rmSync(folder, { recursive: true });
        }
      },
      TIMEOUT_MS,
    );
  }
});

describe("replay", () => {
  testWithRecordings(
    "gives the same bytes at full speed and at eight times real time",
    async () => {
      const path = recordingPath("phantom/slow-44.mp4");
      const [fast, paced] = await Promise.all([
        afar("replay", path, "--json", "--seconds", "20"),
        afar("replay", path, "--json", "--seconds", "20", "--speed", "8"),
      ]);
      expect(fast.out.split("\n").length).toBe(21);
      expect(paced.out).toBe(fast.out);
    },
    TIMEOUT_MS,
  );
});
