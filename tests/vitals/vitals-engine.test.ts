import fc from "fast-check";
import { Value } from "typebox/value";
import { describe, expect, test } from "vitest";

import { VitalsMessage, WaveMessage } from "../../src/wire/messages.ts";
import type { Vitals } from "../../src/wire/vitals.ts";
import { planVitalsEngine, type VitalsOutput } from "../../src/vitals/vitals-engine.ts";

import { isLive, runEngine, runScene, vitalsOf, wavesOf } from "./engine-run.ts";
import { type BedScene, bedFrames, heart, PATCH_NAMES } from "./made-frames.ts";

const STILL = { xPx: 320, yPx: 240, widthPx: 200 };
const SEEDS = Array.from({ length: 24 }, (_, i) => i + 1);
const MAX_HOLD_S = 10;
/** A wave is at most this late, and its messages as long. */
const LATEST_MS = 250;

/** Scenes that touch every branch: a pulse, none, a face that goes, motion, a pause, dark and black. */
const SCENES: Readonly<Record<string, BedScene>> = {
  pulse: { seconds: 22, pulse: heart(72) },
  "pulse at 25 frames a second": { seconds: 14, pulse: heart(72), fps: 25 },
  photo: { seconds: 14 },
  "constant colour": { seconds: 14, noise: 0 },
  black: { seconds: 14, brightness: 0 },
  dark: { seconds: 14, brightness: 0.05, pulse: heart(80) },
  "empty bed": { seconds: 14, head: () => null },
  "face that goes for 6 s": { seconds: 36, pulse: heart(66), head: (tS) => (tS > 14 && tS < 20 ? null : STILL) },
  "face that goes for 14 s": { seconds: 36, pulse: heart(66), head: (tS) => (tS > 12 && tS < 26 ? null : STILL) },
  "patch that goes": { seconds: 20, pulse: heart(90), usable: (patch, tS) => patch !== 2 || tS < 9 || tS > 12 },
  "pause of 8 s": { seconds: 30, pulse: heart(75), arrives: (tS) => tS < 14.9 || tS > 23 },
  "pause of half a second": { seconds: 30, pulse: heart(75), arrives: (tS) => tS < 14.2 || tS > 14.7 },
  "pulse that stops": { seconds: 36, pulse: (tS) => (tS < 16 ? heart(75)(tS) : 0) },
};
const outputsOf = new Map<string, VitalsOutput[]>();
function run(name: string): VitalsOutput[] {
  let outputs = outputsOf.get(name);
  if (!outputs) {
    outputs = runScene(SCENES[name]);
    outputsOf.set(name, outputs);
  }
  return outputs;
}

/** Every number of a message with the path to it. */
function numbersOf(value: unknown, path = ""): [string, number][] {
  if (typeof value === "number") return [[path, value]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, part]) => numbersOf(part, `${path}.${key}`));
}

describe.each(Object.keys(SCENES))("of the scene %s", (name) => {
  test("every message keeps to its schema and holds no NaN, no infinity and no -0", () => {
    for (const output of run(name)) {
      expect(Value.Check(output.kind === "wave" ? WaveMessage : VitalsMessage, output)).toBe(true);
      expect(numbersOf(output).filter(([, n]) => !Number.isFinite(n) || Object.is(n, -0))).toEqual([]);
    }
  });

  test("values stand at every whole second, the one that the last frame completes included", () => {
    const expected = Array.from({ length: SCENES[name].seconds }, (_, i) => (i + 1) * 1000);
    expect(vitalsOf(run(name)).map(({ tMs }) => tMs)).toEqual(expected);
  });

  test("a rate has a confidence and no reason, none has a reason and no confidence, and a held one has both", () => {
    for (const { pulse } of vitalsOf(run(name))) {
      expect(pulse.reason !== null).toBe(pulse.rateBpm === null || pulse.held);
      expect(pulse.confidence > 0).toBe(pulse.rateBpm !== null);
      if (pulse.held) expect(["motion", "no-face"]).toContain(pulse.reason);
    }
  });

  test("a rate is held for at most ten seconds and is the last one that was live", () => {
    let heldS = 0;
    let last: number | null = null;
    for (const vitals of vitalsOf(run(name))) {
      heldS = vitals.pulse.held ? heldS + 1 : 0;
      expect(heldS).toBeLessThanOrEqual(MAX_HOLD_S);
      if (vitals.pulse.held) expect(vitals.pulse.rateBpm).toBe(last);
      if (isLive(vitals)) last = vitals.pulse.rateBpm;
    }
  });

  test("the wave goes on without a gap, and has samples only while a rate is live", () => {
    let live = false;
    let endMs: number | null = null;
    for (const output of run(name)) {
      if (output.kind === "vitals") {
        live = isLive(output.vitals);
        continue;
      }
      if (output.kind !== "wave") continue;
      expect(output.spanMs).toBeLessThanOrEqual(LATEST_MS);
      if (endMs !== null) expect(Math.abs(output.tMs - endMs)).toBeLessThan(0.03);
      endMs = output.tMs + output.spanMs;
      if (!live) expect(output.samples).toBeNull();
      expect(output.samples === null).toBe(output.reason !== null);
    }
  });

  test("the same is said whenever one asks in between", () => {
    const frames = bedFrames(SCENES[name]);
    const asked = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(asked, { minLength: 1, maxLength: 5 }), (shares) => {
        const engine = planVitalsEngine("1", PATCH_NAMES);
        const outputs: VitalsOutput[] = [];
        frames.forEach((frame, i) => {
          const before = frames[i - 1]?.tMs ?? 0;
          for (const share of shares[i % shares.length].toSorted((a, b) => a - b)) {
            outputs.push(...engine.advance(before + share * (frame.tMs - before)));
          }
          outputs.push(...engine.push(frame));
        });
        const last = frames[frames.length - 1];
        outputs.push(...engine.advance(last.tMs + last.durationMs));
        expect(outputs).toEqual(run(name));
      }),
      { numRuns: 2 },
    );
  });
});

describe("a pulse", () => {
  test("is read within 3 /min, from a slow heart to a newborn's", () => {
    for (const bpm of [48, 72, 110, 160, 205]) {
      const judged = vitalsOf(runScene({ seconds: 20, pulse: heart(bpm) })).filter(({ tMs }) => tMs >= 12_000);
      const shown = judged.flatMap(({ pulse }) => (pulse.rateBpm === null ? [] : [pulse.rateBpm]));
      expect(shown.length / judged.length).toBeGreaterThanOrEqual(0.8);
      for (const rateBpm of shown) expect(Math.abs(rateBpm - bpm)).toBeLessThanOrEqual(3);
    }
  });

  test("is drawn with its beats, at its rate, up where light goes down", () => {
    const bpm = 72;
    const points = wavesOf(run("pulse")).flatMap(({ tMs, stepMs, samples }) =>
      (samples ?? []).map((value, i) => ({ tS: (tMs + i * stepMs) / 1000, value })),
    );
    expect(points.length).toBeGreaterThan(300);
    const along = (phase: number) =>
      points.reduce((sum, { tS, value }) => sum + value * Math.sin((2 * Math.PI * bpm * tS) / 60 + phase), 0);
    const energy = points.reduce((sum, { value }) => sum + value * value, 0);
    const [sine, cosine] = [along(0), along(Math.PI / 2)];
    expect((2 * (sine ** 2 + cosine ** 2)) / points.length / energy).toBeGreaterThan(0.6);
    // More light is less blood.
    expect(-sine).toBeGreaterThan(Math.abs(cosine));
  });

  test("is read through a patch that is lost and comes back", () => {
    for (const { tMs, pulse } of vitalsOf(run("patch that goes"))) {
      if (tMs >= 10_000) expect(Math.abs((pulse.rateBpm ?? 0) - 90)).toBeLessThanOrEqual(3);
    }
  });

  test("comes back with its own rate after half a second without frames", () => {
    const after = vitalsOf(run("pause of half a second")).filter(({ tMs }) => tMs >= 15_000);
    for (const { pulse } of after) {
      if (pulse.rateBpm !== null) expect(Math.abs(pulse.rateBpm - 75)).toBeLessThanOrEqual(3);
    }
    expect(after.at(-1)?.pulse.rateBpm).not.toBeNull();
  });

  test("that stops while face, light and stillness stay is gone within twelve seconds and never held", () => {
    const seconds = vitalsOf(run("pulse that stops"));
    expect(seconds.filter(({ tMs }) => tMs <= 16_000).some(isLive)).toBe(true);
    expect(seconds.some(({ pulse }) => pulse.held)).toBe(false);
    for (const { tMs, pulse } of seconds) if (tMs > 28_000) expect(pulse.rateBpm).toBeNull();
  });
});

describe("a source that says nothing for longer than a second", () => {
  test("has no live rate meanwhile, is lost and shows no face", () => {
    const silent = vitalsOf(run("pause of 8 s")).filter(({ tMs }) => tMs >= 16_000 && tMs <= 23_000);
    expect(silent).toHaveLength(8);
    for (const { pulse, face } of silent) {
      expect(pulse).toMatchObject({ rateBpm: null, held: false, reason: "source-lost" });
      expect(face).toEqual({ present: false, widthPx: null });
    }
  });
});

describe("nothing that pulses", () => {
  test("gets neither a rate nor a sample of a wave, whatever the noise", () => {
    for (const seed of SEEDS) {
      const outputs = runScene({ seconds: 20, seed, noise: seed % 3 === 0 ? 0.001 : 0.004 });
      expect(vitalsOf(outputs).map(({ pulse }) => pulse.rateBpm)).toEqual(new Array(20).fill(null));
      expect(wavesOf(outputs).every(({ samples }) => samples === null)).toBe(true);
    }
  });

  test("gets none where one patch or two are all that is seen", () => {
    // Chance that is common to one patch and itself: each of these showed a rate when noise of few patches counted once.
    for (const [patches, seed] of [
      [1, 12],
      [2, 14],
      [1, 15],
    ]) {
      const outputs = runScene({ seconds: 16, seed, usable: (patch) => patch < patches });
      expect(vitalsOf(outputs).every(({ pulse }) => pulse.rateBpm === null)).toBe(true);
    }
  });

  test("gets none either where each patch wanders on its own", () => {
    for (const seed of SEEDS.slice(0, 8)) {
      const wander = (tS: number, patch: number): [number, number, number] => {
        const value = 0.003 * Math.sin(2 * Math.PI * (0.8 + 0.23 * patch) * tS + seed * patch);
        return [0, value, 0.3 * value];
      };
      const outputs = runScene({ seconds: 20, seed, light: wander });
      expect(vitalsOf(outputs).every(({ pulse }) => pulse.rateBpm === null)).toBe(true);
    }
  });

  test("gets none where it is of one colour, black or without a face", () => {
    for (const name of ["constant colour", "black", "empty bed"]) {
      expect(vitalsOf(run(name)).every(({ pulse }) => pulse.rateBpm === null)).toBe(true);
    }
  });
});

describe("the face", () => {
  test("is present with its width for a second after it was seen", () => {
    const seconds = vitalsOf(run("face that goes for 6 s"));
    const at = (tMs: number): Vitals["face"] | undefined => seconds.find((vitals) => vitals.tMs === tMs)?.face;
    expect(at(14_000)).toEqual({ present: true, widthPx: 200 });
    expect(at(16_000)).toEqual({ present: false, widthPx: null });
    expect(at(21_000)).toEqual({ present: true, widthPx: 200 });
  });

  test("that is hidden for a moment has its last rate held, marked with the reason, and then dashes", () => {
    const states = vitalsOf(run("face that goes for 14 s"))
      .filter(({ tMs }) => tMs >= 15_000 && tMs <= 26_000)
      .map(({ pulse }) => pulse);
    expect(states.some(({ held, reason }) => held && reason === "no-face")).toBe(true);
    expect(states.at(-1)).toMatchObject({ rateBpm: null, reason: "no-face" });
  });
});

describe("the last frame", () => {
  test("completes its second where its duration is rounded down by less than a millisecond", () => {
    const frames = bedFrames({ seconds: 3 });
    const short = frames.map((frame, i) => (i === frames.length - 1 ? { ...frame, durationMs: 33 } : frame));
    expect(vitalsOf(runEngine(short)).map(({ tMs }) => tMs)).toEqual([1000, 2000, 3000]);
    const cut = frames.map((frame, i) => (i === frames.length - 1 ? { ...frame, durationMs: 20 } : frame));
    expect(vitalsOf(runEngine(cut)).map(({ tMs }) => tMs)).toEqual([1000, 2000]);
  });

  test("of no frames at all is nothing", () => {
    expect(runEngine([])).toEqual([]);
  });
});

describe("frames too far apart", () => {
  const rates = (scene: BedScene) =>
    vitalsOf(runScene(scene))
      .filter(isLive)
      .map(({ pulse }) => pulse.rateBpm ?? 0);

  test("no rate is shown below two frames a beat of the fastest heart, and the frames are named", () => {
    for (const [fps, bpm] of [
      [3.75, 126],
      [5, 168],
      [7, 226],
    ] as const) {
      const values = vitalsOf(runScene({ seconds: 30, fps, pulse: heart(bpm), noise: 0.001 }));
      expect(values.filter(isLive)).toEqual([]);
      expect(values.at(-1)?.pulse.reason).toBe("slow-frames");
    }
  });

  test("ten frames a second show a heart of 226 as it is", () => {
    const shown = rates({ seconds: 30, fps: 10, pulse: heart(226), noise: 0.001 });
    expect(shown.length).toBeGreaterThan(10);
    for (const rateBpm of shown) expect(Math.abs(rateBpm - 226)).toBeLessThan(3);
  });

  test("whatever the frames' rate, a rate that is shown is the heart's", () => {
    const scenes = fc.record({
      fps: fc.double({ min: 3.4, max: 16, noNaN: true }),
      bpm: fc.integer({ min: 60, max: 220 }),
    });
    fc.assert(
      fc.property(scenes, fc.integer({ min: 1, max: 99 }), ({ fps, bpm }, seed) => {
        for (const rateBpm of rates({ seconds: 24, fps, pulse: heart(bpm), noise: 0.001, seed })) {
          expect(Math.abs(rateBpm - bpm)).toBeLessThan(4);
        }
      }),
      // Frames nearly in step with the clock of the traces, and a wave with two summits: once read as two beats.
      { numRuns: 30, examples: [[{ fps: 15.050443490552377, bpm: 63 }, 7]] },
    );
  }, 120_000);
});

describe("frames at more than one pace", () => {
  /** Every frame, or every third of them from `fromS` to `toS`. */
  const thinned = (fromS: number, toS: number) => (tS: number) =>
    tS < fromS || tS >= toS || Math.round(tS * 30) % 3 === 0;

  test("a rate that is shown goes on when they are thinned out", () => {
    const values = vitalsOf(runScene({ seconds: 32, pulse: heart(72), arrives: thinned(14, 32) }));
    const later = values.filter(({ tMs }) => tMs > 14_000);
    expect(later.filter(isLive).length).toBe(later.length);
    for (const { pulse } of later) expect(Math.abs((pulse.rateBpm ?? 0) - 72)).toBeLessThan(3);
  });

  test("none begins to be shown until they came at one for twenty seconds", () => {
    const values = vitalsOf(runScene({ seconds: 40, pulse: heart(72), arrives: thinned(0, 6) }));
    const between = values.filter(({ tMs }) => tMs > 10_000 && tMs <= 24_000);
    expect(between.filter(isLive)).toEqual([]);
    expect(between.at(-1)?.pulse.reason).toBe("slow-frames");
    expect(values.filter(({ tMs }) => tMs > 32_000).every(isLive)).toBe(true);
  });
});
