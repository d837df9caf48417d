import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { MOVEMENT_CHANNELS, type MovementEventMessage, type MovementValue } from "../../src/wire/movement.ts";
import { prepareModels } from "../../src/inference/model-cache.ts";
import { createFaceTracker, type FaceTracker } from "../../src/face/face-tracker.ts";
import { runBed } from "../../src/bed/bed-pipeline.ts";
import { openPhantomSource } from "../../src/phantom/phantom-source.ts";
import { parseScenario } from "../../src/phantom/scenario-parser.ts";
import type { Truth } from "../../src/phantom/truth.ts";

let folder: string;
let tracker: FaceTracker;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "afar-movement-"));
  tracker = await createFaceTracker(await prepareModels(folder));
});
afterAll(() => rm(folder, { recursive: true }));

/** A picture just around the face, whose width in it is the usual 160 px: the rest would only cost time. */
const VIDEO = { widthPx: 320, heightPx: 320 };
const TIMEOUT_MS = 180_000;

interface Watched {
  readonly truth: Truth;
  /** Values at second 1, 2, ... */
  readonly seconds: readonly MovementValue[];
  readonly events: readonly MovementEventMessage[];
  /** Samples of a channel at 10 Hz between two times, at least one. */
  between(name: (typeof MOVEMENT_CHANNELS)[number], fromMs: number, toMs: number): (number | null)[];
}

/** What a bed tells of a planted face, from pixels on. */
async function watch(durationS: number, face: object): Promise<Watched> {
  const scenario = { about: "A face that moves.", seed: 11, durationS, video: VIDEO, pulse: { bpm: 72 }, face };
  const source = openPhantomSource(parseScenario(JSON.stringify(scenario), "movement"), { loop: false });
  tracker.reset();
  const seconds: MovementValue[] = [];
  const events: MovementEventMessage[] = [];
  const channels: (number | null)[][] = MOVEMENT_CHANNELS.map(() => []);
  for await (const message of runBed("1", source, tracker)) {
    if (message.kind === "vitals") seconds.push(message.vitals.movement);
    if (message.kind === "movement-event") events.push(message);
    if (message.kind === "movement")
      for (const [c, samples] of message.channels.entries()) channels[c].push(...samples);
  }
  source.close();
  return {
    truth: source.truth,
    seconds,
    events,
    between(name, fromMs, toMs) {
      const samples = channels[MOVEMENT_CHANNELS.indexOf(name)].slice(fromMs / 100, toMs / 100);
      expect(samples.length).toBeGreaterThan(0);
      return samples;
    },
  };
}

const timesOf = ({ events }: Watched, name: MovementEventMessage["event"]): number[] =>
  events.filter(({ event }) => event === name).map(({ tMs }) => tMs);

/** Each told blink belongs to a planted one of its own. */
function expectBlinks(watched: Watched, missingAtMost: number): void {
  const planted = watched.truth.blinksMs ?? [];
  const told = timesOf(watched, "blink");
  const matched = told.map((tMs) => planted.findIndex((shutMs) => tMs > shutMs && tMs < shutMs + 300));
  expect(matched).not.toContain(-1);
  expect(new Set(matched).size).toBe(told.length);
  expect(told.length).toBeGreaterThanOrEqual(planted.length - missingAtMost);
}

test(
  "of nine blinks in 30 s eight or nine are told and none is made up; two follow each other closely",
  async () => {
    const watched = await watch(30, { blinksAtS: [3.1, 6.4, 9.03, 9.8, 13.55, 17.2, 20.9, 24.35, 28.1] });
    expectBlinks(watched, 1);
    expect(watched.events.filter(({ event }) => event !== "blink")).toEqual([]);
    const { blinksPerMin } = watched.seconds[29];
    expect(Math.abs((blinksPerMin ?? Number.NaN) / 2 - 9)).toBeLessThanOrEqual(1.5);
    for (const { mouthOpen } of watched.seconds.slice(1)) expect(mouthOpen).not.toBeNull();
  },
  TIMEOUT_MS,
);

test(
  "a smile is uneven towards the side that smiles, and even where both do",
  async () => {
    const watched = await watch(20, {
      lipsPercent: -100,
      blinksPerMin: 12,
      smile: [
        { fromS: 7, toS: 10, side: "left" },
        { fromS: 12, toS: 15, side: "right" },
        { fromS: 17, toS: 19 },
      ],
    });
    const smiles = watched.truth.smileMs ?? [];
    expect(smiles).toHaveLength(3);
    for (const { fromMs, toMs, side } of smiles) {
      const sign = { left: 1, right: -1, both: 0 }[side];
      // The corners take half a second to rise.
      const inside = watched.between("asymmetry", fromMs + 600, toMs).map((value) => value ?? Number.NaN);
      if (sign === 0) expect(Math.max(...inside.map(Math.abs))).toBeLessThan(0.1);
      else {
        expect(Math.min(...inside.map((value) => sign * value))).toBeGreaterThan(0);
        expect((sign * inside.reduce((sum, value) => sum + value, 0)) / inside.length).toBeGreaterThan(0.15);
      }
    }
    const before = watched.between("asymmetry", 5500, 7000).map((value) => Math.abs(value ?? Number.NaN));
    expect(Math.max(...before)).toBeLessThan(0.1);
  },
  TIMEOUT_MS,
);

describe("a grimace, then raised brows, then talking", () => {
  let watched: Watched;
  beforeAll(async () => {
    watched = await watch(22, {
      lipsPercent: -100,
      blinksAtS: [3, 9.2, 12.9, 20],
      grimace: [{ fromS: 7, toS: 11 }],
      brow: [{ fromS: 13.5, toS: 15.5 }],
      mouth: [{ fromS: 17, toS: 21, percent: 75, talk: true }],
    });
  }, TIMEOUT_MS);

  test("the grimace alone is told, its begin and its end within a second", () => {
    const [[fromMs, toMs]] = watched.truth.grimaceMs ?? [];
    const began = timesOf(watched, "grimace-began");
    const ended = timesOf(watched, "grimace-ended");
    expect([began.length, ended.length]).toEqual([1, 1]);
    expect(Math.abs(began[0] - fromMs)).toBeLessThan(1000);
    expect(Math.abs(ended[0] - toMs)).toBeLessThan(1000);
    const after = watched.between("grimace", toMs + 1000, 21_500).map((value) => value ?? Number.NaN);
    expect(Math.max(...after)).toBeLessThan(0.2);
  });

  test("lids that are squeezed are not told as closed, and blinks between them are still told", () => {
    expect(timesOf(watched, "eyes-closed")).toEqual([]);
    expectBlinks(watched, 0);
  });

  test("raised brows read as raised", () => {
    const [{ fromMs, toMs }] = watched.truth.browRaisedMs ?? [];
    const raised = watched.between("browRaise", fromMs + 500, toMs).map((value) => value ?? Number.NaN);
    expect(Math.min(...raised)).toBeGreaterThan(0.2);
  });

  test("the mouth moves in talking, and rests before", () => {
    const [[fromMs, toMs]] = watched.truth.talkingMs ?? [];
    const spread = (samples: readonly (number | null)[]): number => {
      const seen = samples.map((value) => value ?? Number.NaN);
      return Math.max(...seen) - Math.min(...seen);
    };
    expect(spread(watched.between("mouthOpen", fromMs, toMs))).toBeGreaterThan(0.12);
    expect(spread(watched.between("mouthOpen", 5000, 7000))).toBeLessThan(0.05);
  });
});

/** Blinks are told, and the mouth never seen, from second 2 on. */
function expectMouthUnseen(watched: Watched): void {
  for (const { mouthOpen, grimace } of watched.seconds.slice(1))
    expect({ mouthOpen, grimace }).toEqual({ mouthOpen: null, grimace: null });
  for (const name of ["mouthOpen", "grimace"] as const) {
    expect(new Set(watched.between(name, 2000, 5000))).toEqual(new Set([null]));
  }
  expectBlinks(watched, 0);
}

for (const [title, face] of [
  ["a blue mask over the mouth", { mask: "blue", blinksAtS: [2.4, 4.6] }],
  ["a white mask over the mouth", { mask: "white", blinksAtS: [2.4, 4.6] }],
  ["a tube held by tape across the upper lip", { tube: true, blinksAtS: [2.4, 4.6] }],
] as const) {
  test(
    `under ${title} mouth and grimace are null while blinks are told`,
    async () => expectMouthUnseen(await watch(6, face)),
    TIMEOUT_MS,
  );
}
