import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect } from "vitest";

import type { FaceLandmarks } from "../../src/base/landmarks.ts";
import { MOVEMENT_CHANNELS, type MovementValue } from "../../src/wire/movement.ts";
import { prepareModels } from "../../src/inference/model-cache.ts";
import { openVideoFile } from "../../src/frame/video-file.ts";
import { createFaceTracker, type FaceTracker } from "../../src/face/face-tracker.ts";
import { planMovementEngine } from "../../src/movement/movement-engine.ts";
import type { MovementEvent } from "../../src/movement/movement-event.ts";
import { recordingPath, testWithRecordings } from "../recordings.ts";

let folder: string;
let tracker: FaceTracker;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "afar-tracking-"));
  tracker = await createFaceTracker(await prepareModels(folder));
});
afterAll(() => rm(folder, { recursive: true }));

interface Seen {
  readonly tMs: number;
  readonly face: FaceLandmarks | null;
}

async function track(recording: string): Promise<Seen[]> {
  tracker.reset();
  const source = openVideoFile(recordingPath(recording));
  const seen: Seen[] = [];
  for (let frame = source.next(); frame; frame = source.next()) {
    seen.push({ tMs: frame.tMs, face: await tracker.update(frame) });
  }
  source.close();
  return seen;
}

describe("movement in expressions.mp4", () => {
  let channels: (number | null)[][] = [];
  let events: MovementEvent[] = [];
  const seconds: MovementValue[] = [];
  let truth: Record<"mouthWideOpenMs" | "mouthClosedMs" | "headTurnMs" | "smallerFaceMs", [number, number][]>;

  /** Intervals read off the frames by eye, twice a second. */
  const TOLERANCE_MS = 500;

  const read = async (): Promise<void> => {
    if (channels.length > 0) return;
    truth = JSON.parse(readFileSync(recordingPath("tracking/expressions.truth.json"), "utf8"));
    const engine = planMovementEngine();
    for (const { tMs, face } of await track("tracking/expressions.mp4")) {
      engine.push(tMs, face, { eyesVisible: true, mouthVisible: true });
      if (tMs >= 1000 * (seconds.length + 1)) seconds.push(engine.read(tMs));
    }
    channels = engine.takeTrace()?.channels ?? [];
    events = engine.takeEvents();
  };

  const between = (name: (typeof MOVEMENT_CHANNELS)[number], fromMs: number, toMs: number): number[] => {
    const samples = channels[MOVEMENT_CHANNELS.indexOf(name)].slice(fromMs / 100, toMs / 100);
    expect(samples.length).toBeGreaterThan(0);
    return samples.map((value) => value ?? Number.NaN);
  };

  testWithRecordings("opens the mouth wide in the intervals of the truth, and nowhere else", async () => {
    await read();
    const wide = truth.mouthWideOpenMs;
    const open = between("mouthOpen", 0, 30_000).flatMap((value, k) => (value >= 0.5 ? [100 * k] : []));
    for (const tMs of open) {
      expect(wide.some(([from, to]) => tMs > from - TOLERANCE_MS && tMs < to + TOLERANCE_MS)).toBe(true);
    }
    for (const [from, to] of wide) {
      const inside = open.filter((tMs) => tMs > from - TOLERANCE_MS && tMs < to + TOLERANCE_MS);
      expect(Math.abs(inside[0] - from)).toBeLessThanOrEqual(TOLERANCE_MS);
      expect(Math.abs((inside.at(-1) ?? 0) - to)).toBeLessThanOrEqual(TOLERANCE_MS);
    }
  });

  testWithRecordings(
    "keeps it closed in the closed intervals, in turns of the head and in a smaller face",
    async () => {
      await read();
      const closed = truth.mouthClosedMs;
      for (const [from, to] of closed) {
        const inside = between("mouthOpen", from + TOLERANCE_MS, to - TOLERANCE_MS + 100);
        expect(Math.max(...inside)).toBeLessThan(0.05);
      }
      // The mouth itself moves a little at 26.3 to 27 s.
      for (const [from, to] of [...truth.headTurnMs, ...truth.smallerFaceMs]) {
        expect(Math.max(...between("mouthOpen", from, to))).toBeLessThan(0.1);
      }
    },
  );

  testWithRecordings("reads neither grimace nor unevenness into speech, turns and a smaller face", async () => {
    await read();
    expect(Math.max(...between("grimace", 6000, 30_000))).toBeLessThan(0.2);
    expect(Math.max(...between("asymmetry", 6000, 30_000).map(Math.abs))).toBeLessThan(0.2);
    expect(events.filter(({ event }) => event.startsWith("grimace"))).toEqual([]);
    expect(Math.max(...between("activity", 20_500, 22_500))).toBeLessThan(0.25);
    expect(Math.max(...between("activity", 12_500, 13_500))).toBeGreaterThan(0.4);
  });

  testWithRecordings("tells the blinks that the frames show at 4.0 and 17.1 s, and at most one more", async () => {
    await read();
    const blinks = events.flatMap(({ tMs, event }) => (event === "blink" ? [tMs] : []));
    for (const shownMs of [4000, 17_100]) {
      expect(blinks.some((tMs) => Math.abs(tMs - shownMs) < 250)).toBe(true);
    }
    expect(blinks.length).toBeLessThanOrEqual(3);
    const { blinksPerMin } = seconds[29];
    expect(blinksPerMin).toBeCloseTo((60 / 29) * blinks.length, 0);
  });

  testWithRecordings("raises the brows at 26.1 to 27.1 s, as the frames show", async () => {
    await read();
    expect(Math.min(...between("browRaise", 26_100, 27_100))).toBeGreaterThan(0.4);
    expect(Math.max(...between("browRaise", 6000, 25_500))).toBeLessThan(0.1);
    expect(Math.max(...between("browRaise", 27_500, 30_000))).toBeLessThan(0.1);
  });
});

function faces(seen: readonly Seen[]): FaceLandmarks[] {
  return seen.flatMap(({ face }) => (face ? [face] : []));
}

/** Longest way of the tip of the nose from one sight to the next, in face widths. */
function longestStep(seen: readonly Seen[]): number {
  const known = faces(seen);
  const step = (a: FaceLandmarks, b: FaceLandmarks) =>
    Math.hypot(a.points[12] - b.points[12], a.points[13] - b.points[13]) / a.widthPx;
  return Math.max(...known.slice(1).map((face, k) => step(known[k], face)));
}

describe("several people in view", () => {
  for (const recording of [
    "classroom.gif",
    "head-pose-face-detection-female-and-male.gif",
    "face-demographics-walking-and-pause.gif",
  ]) {
    testWithRecordings(`one face is seen, the same in every frame of ${recording}`, async () => {
      const seen = await track(`tracking/${recording}`);
      expect(faces(seen).length / seen.length).toBeGreaterThanOrEqual(0.95);
      expect(longestStep(seen)).toBeLessThan(0.5);
    });
  }

  testWithRecordings("faces of 12 to 23 px against the light are theirs or none", async () => {
    const seen = await track("tracking/face-demographics-walking.gif");
    expect(seen.length).toBeGreaterThan(30);
    for (const { points } of faces(seen)) {
      expect(points[12]).toBeGreaterThan(170);
      expect(points[12]).toBeLessThan(350);
      expect(points[13]).toBeGreaterThan(90);
      expect(points[13]).toBeLessThan(160);
    }
  });
});
