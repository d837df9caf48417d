import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect } from "vitest";

import { bodyAlarms } from "../body-alarms.ts";
import { afar } from "../command-line.ts";
import { recordingPath, testWithRecordings } from "../recordings.ts";
import { replayed } from "../replayed.ts";

const TIMEOUT_MS = 180_000;

/** Nobody knows what moves there, or how. */
const BREATHING_UNKNOWN = ["no-face-crane", "dark-room", "dim-room"];

describe("nothing that pulses", () => {
  for (const [name, reasons] of Object.entries({
    photo: ["starting", "low-signal", "not-measurable"],
    "photo-sway": ["starting", "low-signal", "not-measurable", "motion"],
    "photo-flicker": ["starting", "low-signal", "not-measurable", "exposure"],
    "photo-nod": ["starting", "low-signal", "not-measurable", "motion"],
    "photo-keyframes": ["starting", "low-signal", "not-measurable", "compression"],
    "empty-bed": ["starting", "no-face"],
    "no-face-crane": ["starting", "no-face"],
    "dark-room": ["starting", "low-light", "no-face"],
    "dim-room": ["starting", "low-signal", "not-measurable", "low-light"],
  })) {
    testWithRecordings(
      `${name} gets no rate, no wave and no alarm of the body, and is told why`,
      async () => {
        const folder = mkdtempSync(join(tmpdir(), "afar-"));
        try {
          const wave = join(folder, "wave.bvp.csv");
          const seconds = await replayed(`abstain/${name}.mp4`, "--wave", wave);
          expect(seconds.length).toBeGreaterThanOrEqual(8);
          for (const { pulse, respiration } of seconds) {
            expect(pulse.rateBpm).toBeNull();
            expect(reasons).toContain(pulse.reason);
            if (!BREATHING_UNKNOWN.includes(name)) expect(respiration.rateBrpm).toBeNull();
          }
          expect(readFileSync(wave, "utf8")).toBe("tMs,bvp\n");
          expect(bodyAlarms(seconds)).toEqual([]);
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

  testWithRecordings(
    "writes the pulse wave alone, which then replays to the same rate",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "afar-"));
      try {
        const wave = join(folder, "slow.bvp.csv");
        expect((await afar("replay", recordingPath("phantom/slow-44.mp4"), "--wave", wave)).code).toBe(0);
        const { code, out, err } = await afar("replay", wave, "--json");
        expect([code, err]).toEqual([0, ""]);
        const rates = out
          .trim()
          .split("\n")
          .flatMap((line) => JSON.parse(line).pulse.rateBpm ?? []);
        expect(rates.length).toBeGreaterThan(10);
        for (const rate of rates) expect(Math.abs(rate - 44)).toBeLessThan(3);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    TIMEOUT_MS,
  );
});
