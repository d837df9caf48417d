import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { PictureMessage } from "../../src/wire/picture.ts";
import type { Vitals } from "../../src/wire/vitals.ts";
import { prepareModels } from "../../src/inference/model-cache.ts";
import type { FrameSource } from "../../src/frame/frame-source.ts";
import { openVideoFile } from "../../src/frame/video-file.ts";
import { createFaceTracker, type FaceTracker } from "../../src/face/face-tracker.ts";
import { planPictureSampler } from "../../src/regions/picture-sampler.ts";
import { pictureHints } from "../../src/vitals/picture-hints.ts";
import { planPictureWatch } from "../../src/vitals/picture-watch.ts";
import { runBed } from "../../src/bed/bed-pipeline.ts";
import { openPhantomSource } from "../../src/phantom/phantom-source.ts";
import { renderPhantom } from "../../src/phantom/phantom-video.ts";
import { parseScenario } from "../../src/phantom/scenario-parser.ts";
import { recordingPath, testWithRecordings } from "../recordings.ts";

let folder: string;
let tracker: FaceTracker;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "afar-picture-"));
  tracker = await createFaceTracker(await prepareModels(folder));
});
afterAll(() => rm(folder, { recursive: true }));

const TIMEOUT_MS = 300_000;
/** A quarter of the usual picture: the rest would only cost time. */
const SMALL = { widthPx: 320, heightPx: 240 };
const FACE = { faceWidthPx: 110 };
const PHOTO = { pulse: "none", breathing: "none" };
const LIVING = { pulse: { bpm: 64 }, breathing: { brpm: 15 } };

interface Watched {
  readonly seconds: readonly Vitals[];
  readonly pictures: readonly PictureMessage[];
}

async function watch(source: FrameSource): Promise<Watched> {
  const seconds: Vitals[] = [];
  const pictures: PictureMessage[] = [];
  tracker.reset();
  try {
    for await (const message of runBed("1", source, tracker)) {
      if (message.kind === "vitals") seconds.push(message.vitals);
      if (message.kind === "picture") pictures.push(message);
    }
  } finally {
    source.close();
  }
  return { seconds, pictures };
}

const scenarioOf = (durationS: number, body: object) =>
  parseScenario(JSON.stringify({ about: "A picture that tells.", seed: 5, durationS, ...body }), "picture.json");

const rendered = (durationS: number, body: object) =>
  watch(openPhantomSource(scenarioOf(durationS, { scene: FACE, video: SMALL, ...body }), { loop: false }));

function expectNoRate({ seconds }: Watched): void {
  expect(seconds.length).toBeGreaterThan(10);
  for (const { pulse, respiration } of seconds) {
    expect(pulse.rateBpm).toBeNull();
    expect(respiration.rateBrpm).toBeNull();
  }
}

/** From the second on from which rates are judged: 12 for the pulse, 15 for breath. */
function expectOnlyTrueRates({ seconds }: Watched, bpm: number, brpm: number): void {
  for (const { tMs, pulse, respiration } of seconds) {
    if (tMs >= 12_000 && pulse.rateBpm !== null) expect(Math.abs(pulse.rateBpm - bpm)).toBeLessThanOrEqual(3);
    if (tMs >= 15_000 && respiration.rateBrpm !== null) {
      expect(Math.abs(respiration.rateBrpm - brpm)).toBeLessThanOrEqual(2);
    }
  }
}

const codesOf = ({ pictures }: Watched) => [...new Set(pictures.flatMap(({ hints }) => hints.map(({ code }) => code)))];

describe.each([
  [100, 24.7, 72, 50],
  [100, 24.97, 7.2, 50],
  [120, 29.5, 120, 60],
  [120, 29.97, 7.2, 60],
])("lamps at %i Hz filmed at %f frames a second", (flickerHz, rateHz, aliasPerMin, mainsHz) => {
  const light = { flickerHz, flickerPercent: 12 };
  const video = { ...SMALL, rateHz };

  test(
    "give a photo no rate, and the hint names mains and alias",
    async () => {
      // Ten milliseconds hold a whole period of 100 Hz: the room's mean then shows nothing of it.
      const watched = await rendered(24, { ...PHOTO, video, light, camera: { exposureMs: 4, readoutMs: 10 } });
      expectNoRate(watched);
      expect(codesOf(watched)).toEqual(["lamp-flicker"]);
      const last = watched.pictures[watched.pictures.length - 1];
      expect(last.hints[0]).toMatchObject({ numbers: { mainsHz, aliasPerMin: Math.round(aliasPerMin) } });
      expect(last.hints[0].text).toContain(`set ${mainsHz} Hz anti-flicker`);
      expect(Math.abs((last.lamp?.aliasPerMin ?? 0) - aliasPerMin)).toBeLessThan(0.5);
      expect(watched.seconds.at(-1)?.pulse.reason).toBe("lamp-flicker");
    },
    TIMEOUT_MS,
  );

  test(
    "leave a living patient's own rates, or none",
    async () => {
      const watched = await rendered(24, { ...LIVING, video, light, camera: { exposureMs: 4 } });
      expectOnlyTrueRates(watched, 64, 15);
      expect(watched.seconds.filter(({ pulse }) => pulse.rateBpm !== null).length).toBeGreaterThanOrEqual(12);
      expect(codesOf(watched)).toEqual(["lamp-flicker"]);
    },
    TIMEOUT_MS,
  );
});

test.each([
  [1, PHOTO],
  [4, LIVING],
])(
  "an exposure that hunts every %f s is told and makes no rate of its own",
  async (huntingPeriodS, who) => {
    const watched = await rendered(24, { ...who, camera: { huntingPercent: 4, huntingPeriodS } });
    if (who === PHOTO) expectNoRate(watched);
    else expectOnlyTrueRates(watched, 64, 15);
    expect(codesOf(watched)).toEqual(["exposure-hunting"]);
    const { exposure } = watched.pictures[watched.pictures.length - 1];
    expect(exposure?.periodS).toBeCloseTo(huntingPeriodS, 1);
  },
  TIMEOUT_MS,
);

test(
  "a lens out of focus is told, and a rate through it is right",
  async () => {
    const watched = await rendered(16, { ...LIVING, camera: { defocusPx: 3 } });
    expectOnlyTrueRates(watched, 64, 15);
    expect(codesOf(watched)).toEqual(["out-of-focus"]);
  },
  TIMEOUT_MS,
);

test.each([
  [25, 300, PHOTO],
  [30, 1000, PHOTO],
  [20, 1000, LIVING],
])(
  "keyframes every %i frames at %i kb/s are told and make no rate of their own",
  async (keyframeEveryFrames, bitRateKbps, who) => {
    const path = join(folder, `keyframes-${keyframeEveryFrames}-${bitRateKbps}.mp4`);
    const video = { codec: "h264", bitRateKbps, keyframeEveryFrames };
    await renderPhantom(scenarioOf(24, { ...who, video }), path);
    const watched = await watch(openVideoFile(path));
    if (who === PHOTO) expectNoRate(watched);
    else expectOnlyTrueRates(watched, 64, 15);
    expect(codesOf(watched)).toContain("keyframe-rhythm");
    const last = watched.pictures[watched.pictures.length - 1];
    expect(last.keyframeEveryFrames).toBeCloseTo(keyframeEveryFrames, 0);
    expect(last.bitRateKbps ?? 0).toBeGreaterThan(0.5 * bitRateKbps);
    expect(last.bitRateKbps ?? 0).toBeLessThan(1.5 * bitRateKbps);
  },
  TIMEOUT_MS,
);

describe("a good recording has no hint", () => {
  const GOOD = {
    phantom: [
      "apnoea-from-25s.mp4",
      "dark-skin-82.mp4",
      "fast-126.mp4",
      "irregular-95.mp4",
      "lying-72.mp4",
      "nodding-62.mp4",
      "pulse-lost-at-25s.mp4",
      "slow-44.mp4",
      "step-80-120.mp4",
      "still-68.mp4",
      "sway-80.mp4",
    ],
    video: ["baby.mp4", "face.mp4", "face2.mp4"],
  };
  for (const [group, names] of Object.entries(GOOD)) {
    for (const name of names) {
      testWithRecordings(`${group}/${name}`, () => expect([...codesSeen(`${group}/${name}`)]).toEqual([]), TIMEOUT_MS);
    }
  }

  testWithRecordings(
    "but for one whose frames are missing, which is told",
    () => expect([...codesSeen("phantom/dropped-frames-90.mkv")]).toEqual(["frames-missing"]),
    TIMEOUT_MS,
  );
});

/** Hints of a recording from its pictures alone, its face taken to be as wide as those recordings' are. */
function codesSeen(recording: string): Set<string> {
  const source = openVideoFile(recordingPath(recording));
  const sampler = planPictureSampler();
  const picture = planPictureWatch();
  const codes = new Set<string>();
  const shown = { faceSeen: true, shown: true, reason: null, unreadS: 0 };
  let second = 1;
  for (let frame = source.next(); frame; frame = source.next()) {
    for (; frame.tMs >= 1000 * second; second++) {
      const found = picture.read(1000 * second, 240);
      if (found) for (const { code } of pictureHints(found, shown)) codes.add(code);
    }
    const { tMs, durationMs, keyframe } = frame;
    const seen = { rgb: new Float64Array(0), usable: new Uint8Array(0), room: null, head: null };
    picture.push({ tMs, durationMs, keyframe, ...seen, picture: sampler.sample(frame, null) });
  }
  source.close();
  return codes;
}
