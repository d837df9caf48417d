import { describe, expect, test } from "vitest";

import type { BedMessage } from "../../src/wire/messages.ts";
import type { PictureMessage } from "../../src/wire/picture.ts";
import type { CameraSource, CameraTurn } from "../../src/frame/camera-source.ts";
import { heart } from "../vitals/made-frames.ts";
import { runLiveBed } from "../../src/bed/bed-pipeline.ts";

import { madeFace, madeSource, madeTracker } from "./made-source.ts";

const BPM = 84;

/** A camera that has these turns; a number of seconds stands for frames from where the source is. */
async function* turnsOf(
  plan: readonly (CameraTurn | { seconds: number; lagMs?: number; skipS?: number })[],
  bpm = BPM,
) {
  const source = madeSource(3600, heart(bpm));
  let shiftMs = 0;
  for (const item of plan) {
    if (!("seconds" in item)) {
      yield item;
      continue;
    }
    shiftMs += 1000 * (item.skipS ?? 0);
    for (let n = 0; n < item.seconds * 30; n++) {
      const frame = source.next();
      if (!frame) throw new Error("the made source has ended");
      const turn: CameraTurn = {
        kind: "frame",
        frame: { ...frame, tMs: frame.tMs + shiftMs },
        lagMs: item.lagMs ?? 0,
        droppedFrames: 0,
        crowdedOutFrames: 0,
      };
      yield turn;
    }
  }
}

function cameraOf(turns: AsyncGenerator<CameraTurn>): CameraSource {
  return {
    name: "made",
    async next() {
      const { value, done } = await turns.next();
      return done ? null : value;
    },
    close: async () => undefined,
  };
}

async function messagesOf(
  plan: Parameters<typeof turnsOf>[0],
  tracker = { ...madeTracker(() => madeFace()), reset: () => undefined },
): Promise<BedMessage[]> {
  const messages: BedMessage[] = [];
  for await (const message of runLiveBed("3", cameraOf(turnsOf(plan)), tracker)) messages.push(message);
  return messages;
}

const vitalsOf = (messages: readonly BedMessage[]) =>
  messages.flatMap((message) => (message.kind === "vitals" ? [message.vitals] : []));

const state = (name: "connecting" | "streaming" | "lost", detail = ""): CameraTurn => ({
  kind: "state",
  state: { state: name, detail },
});

const silence = (fromMs: number, toMs: number): CameraTurn[] =>
  Array.from({ length: Math.floor((toMs - fromMs) / 250) }, (_, i) => ({
    kind: "silence",
    tMs: fromMs + 250 * (i + 1),
  }));

describe("a live bed", () => {
  test("says what its camera says, in its place among the values", async () => {
    const messages = await messagesOf([
      state("connecting", "Connecting."),
      state("streaming", "Half blind."),
      { seconds: 2 },
      state("lost", "It is gone: trying again."),
    ]);
    const told = messages.filter(({ kind }) => kind === "status" || kind === "vitals");
    expect(told).toMatchObject([
      { state: "preparing", detail: "Connecting.", bed: "3" },
      { state: "running", detail: "Half blind." },
      { vitals: { tMs: 1000 } },
      { state: "source-lost", detail: "It is gone: trying again." },
      { vitals: { tMs: 2000 } },
    ]);
  });

  test("calls its values lost within a second of silence, and shows a rate again within 20 s of the return", async () => {
    const messages = await messagesOf([{ seconds: 20 }, ...silence(20_000, 50_000), { seconds: 25, skipS: 30 }]);
    const seconds = vitalsOf(messages);
    expect(seconds.map(({ tMs }) => tMs)).toEqual(Array.from({ length: 75 }, (_, i) => (i + 1) * 1000));
    const at = (s: number) => seconds[s - 1].pulse;
    expect(at(19).reason).toBeNull();
    for (let s = 22; s <= 49; s++) {
      expect(at(s).reason).toBe("source-lost");
      if (at(s).rateBpm !== null) expect(at(s).held).toBe(true);
    }
    for (let s = 33; s <= 50; s++) expect(at(s).rateBpm).toBeNull();
    for (let s = 70; s <= 75; s++) expect(Math.abs((at(s).rateBpm ?? 0) - BPM)).toBeLessThanOrEqual(3);
  });

  test("claims no rate over a gap: what it shows after one, it has seen since", async () => {
    for (const gapS of [1.5, 3, 8, 40]) {
      const messages = await messagesOf([
        { seconds: 20 },
        ...silence(20_000, 20_000 + 1000 * gapS - 250),
        { seconds: 8, skipS: gapS },
      ]);
      for (const { tMs, pulse } of vitalsOf(messages)) {
        const sinceS = tMs / 1000 - 20 - gapS;
        if (sinceS > 0 && sinceS < 9 && pulse.rateBpm !== null && !pulse.held) {
          throw new Error(`${pulse.rateBpm} at ${sinceS} s after a gap of ${gapS} s`);
        }
      }
    }
  });

  test("forgets the face after a gap, and only then", async () => {
    let resets = 0;
    const tracker = { ...madeTracker(() => madeFace()), reset: () => void resets++ };
    await messagesOf([{ seconds: 2 }, { seconds: 2, skipS: 0.5 }], tracker);
    expect(resets).toBe(0);
    await messagesOf([{ seconds: 2 }, { seconds: 2, skipS: 1.5 }], tracker);
    expect(resets).toBe(1);
  });

  test("leaves out frames that waited too long, and says how many, with those that the camera dropped", async () => {
    const seen: number[] = [];
    const tracker = {
      ...madeTracker((tMs) => {
        seen.push(tMs);
        return null;
      }),
      reset: () => undefined,
    };
    const messages = await messagesOf([{ seconds: 1 }, { seconds: 1, lagMs: 500 }, { seconds: 2 }], tracker);
    expect(seen.filter((tMs) => tMs >= 1000 && tMs < 2000)).toEqual([]);
    expect(seen).toHaveLength(90);
    // The first late frame belongs to the second that it ends.
    expect(messages.filter(({ kind }) => kind === "load")).toMatchObject([
      { skippedFrames: 1 },
      { skippedFrames: 29, lagMs: 500 },
      { skippedFrames: 0, lagMs: 0 },
    ]);
  });

  test("blames itself and not the camera for frames that it left out", async () => {
    const messages = await messagesOf([{ seconds: 4 }, { seconds: 12, lagMs: 90 }, { seconds: 1 }]);
    const pictures = messages.flatMap((message) => (message.kind === "picture" ? [message] : []));
    expect(messages.some((message) => message.kind === "load" && message.shed === "frame-rate")).toBe(true);
    const last = pictures.at(-1);
    expect(last).toMatchObject({ frameRateHz: 30, missingShare: 0 });
    expect(last?.leftOutShare).toBeGreaterThan(0.4);
    expect(last?.hints.map(({ code }) => code)).toEqual(["busy-box"]);
  });

  test("knows the rhythm of the keyframes though it leaves most of them out", async () => {
    const source = madeSource(20, heart(BPM));
    async function* turns(): AsyncGenerator<CameraTurn> {
      for (let i = 0; ; i++) {
        const made = source.next();
        if (!made) return;
        const frame = { ...made, keyframe: i % 25 === 0 };
        yield { kind: "frame", frame, lagMs: i < 120 ? 0 : 90, droppedFrames: 0, crowdedOutFrames: 0 };
      }
    }
    const tracker = { ...madeTracker(() => madeFace()), reset: () => undefined };
    const pictures: PictureMessage[] = [];
    for await (const message of runLiveBed("3", cameraOf(turns()), tracker)) {
      if (message.kind === "picture") pictures.push(message);
    }
    const last = pictures.at(-1);
    expect(last?.leftOutShare).toBeGreaterThan(0.4);
    // Each mark stands on the next frame that was used, at most two later.
    expect(Math.abs((last?.keyframeEveryFrames ?? 0) - 25)).toBeLessThanOrEqual(0.4);
  });

  test("counts frames that found no room beside it as its own, and damaged ones as the camera's", async () => {
    const source = madeSource(12, heart(BPM));
    async function* turns(): AsyncGenerator<CameraTurn> {
      for (let i = 0; i < 300; i++) {
        const frame = source.next();
        if (!frame) throw new Error("the made source has ended");
        const [crowded, damaged] = [i % 5 === 4, i % 10 === 2];
        if (crowded || damaged) continue;
        const droppedFrames = i % 5 === 0 && i > 0 ? 1 : i % 10 === 3 ? 1 : 0;
        const crowdedOutFrames = i % 5 === 0 && i > 0 ? 1 : 0;
        yield { kind: "frame", frame, lagMs: 0, droppedFrames, crowdedOutFrames };
      }
    }
    const tracker = { ...madeTracker(() => madeFace()), reset: () => undefined };
    let shares = { leftOut: 0, missing: 0 };
    for await (const message of runLiveBed("3", cameraOf(turns()), tracker)) {
      if (message.kind !== "picture") continue;
      shares = { leftOut: message.leftOutShare ?? 0, missing: message.missingShare ?? 0 };
    }
    // Of 300 frames, to one.
    expect(Math.abs(shares.leftOut - 0.2)).toBeLessThan(0.004);
    expect(Math.abs(shares.missing - 0.1)).toBeLessThan(0.004);
  });
});
