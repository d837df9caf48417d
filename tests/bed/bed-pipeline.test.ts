import { describe, expect, test } from "vitest";

import type { BedMessage } from "../../src/wire/messages.ts";
import { heart } from "../vitals/made-frames.ts";
import { runBed } from "../../src/bed/bed-pipeline.ts";

import { madeFace, madeSource, madeTracker } from "./made-source.ts";

const SECONDS = 14;
const BPM = 84;

async function messagesOf(faceAt: Parameters<typeof madeTracker>[0] = () => madeFace()): Promise<BedMessage[]> {
  const messages: BedMessage[] = [];
  for await (const message of runBed("3", madeSource(SECONDS, heart(BPM)), madeTracker(faceAt))) messages.push(message);
  return messages;
}

const vitalsOf = (messages: readonly BedMessage[]) =>
  messages.flatMap((message) => (message.kind === "vitals" ? [message.vitals] : []));

describe("a bed", () => {
  test("reads the pulse of the skin in its pictures, once a second to the end of the last frame", async () => {
    const messages = await messagesOf();
    const seconds = vitalsOf(messages);
    expect(seconds.map(({ tMs }) => tMs)).toEqual(Array.from({ length: SECONDS }, (_, i) => (i + 1) * 1000));
    const shown = seconds.filter(({ pulse }) => pulse.rateBpm !== null);
    expect(shown.length).toBeGreaterThan(4);
    for (const { tMs, pulse } of shown) {
      if (tMs >= 12_000) expect(Math.abs((pulse.rateBpm ?? 0) - BPM)).toBeLessThanOrEqual(3);
    }
    expect(seconds.every(({ face }) => face.present && face.widthPx === madeFace().widthPx)).toBe(true);
  });

  test("says everything under its own name, in the order of time", async () => {
    const messages = await messagesOf();
    expect(new Set(messages.map(({ bed }) => bed))).toEqual(new Set(["3"]));
    const kindOf = (message: BedMessage) => (message.kind === "wave" ? message.wave : message.kind);
    for (const kind of ["vitals", "pulse", "respiration", "outline"]) {
      const times = messages
        .filter((message) => kindOf(message) === kind)
        .map((message) => ("vitals" in message ? message.vitals.tMs : "tMs" in message ? message.tMs : Number.NaN));
      expect(times.length).toBeGreaterThan(10);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }
  });

  test("draws the face where it is, and nothing while it is away", async () => {
    const outlines = (await messagesOf((tMs) => (tMs >= 5000 ? null : madeFace()))).flatMap((message) =>
      message.kind === "outline" ? [message] : [],
    );
    for (const { tMs, lines } of outlines) expect(lines.length > 0).toBe(tMs < 5000);
    expect(outlines.some(({ lines }) => lines.length === 0)).toBe(true);
  });

  test("uses no frame before its time has come, and no more than it is asked for", async () => {
    const source = madeSource(2, heart(BPM));
    const waited: number[] = [];
    let open: (() => void) | null = null;
    const pace = (tMs: number) => {
      waited.push(tMs);
      return new Promise<number>((go) => {
        open = () => go(0);
      });
    };
    const seen: number[] = [];
    const tracker = madeTracker((tMs) => {
      seen.push(tMs);
      return null;
    });
    const reading = runBed("1", source, tracker, pace).next();
    await new Promise((go) => setImmediate(go));
    expect(waited).toEqual([0]);
    expect(seen).toEqual([]);
    (open as (() => void) | null)?.();
    await reading;
    expect(seen).toEqual([0]);
    expect(source.shown).toBe(1);
  });

  test("uses every frame of a recording", async () => {
    let frames = 0;
    const tracker = madeTracker(() => {
      frames++;
      return null;
    });
    const messages: BedMessage[] = [];
    for await (const message of runBed(
      "1",
      madeSource(2, () => 0),
      tracker,
    ))
      messages.push(message);
    expect(frames).toBe(60);
    expect(messages.some(({ kind }) => kind === "load")).toBe(false);
  });

  test("says nothing of a source without frames", async () => {
    const messages: BedMessage[] = [];
    for await (const message of runBed(
      "1",
      madeSource(0, heart(BPM)),
      madeTracker(() => null),
    ))
      messages.push(message);
    expect(messages).toEqual([]);
  });
});
