import { describe, expect, test } from "vitest";

import type { TraceFrame } from "../../src/base/trace-frame.ts";
import type { IdentityMessage } from "../../src/wire/identity.ts";
import { planPatientEngine } from "../../src/vitals/patient-engine.ts";
import type { VitalsOutput } from "../../src/vitals/vitals-engine.ts";

import { runEngine, vitalsOf, wavesOf } from "./engine-run.ts";
import { bedFrames, heart, PATCH_NAMES } from "./made-frames.ts";

const FIRST_BPM = 66;
const SECOND_BPM = 104;
const CHANGE_S = 20.5;
const CONFIRM_S = 35.5;
const SECONDS = 46;

/** Frames with a face in one place, which is another person's, elsewhere, from `changeS` on. */
function frames(changeS: number): TraceFrame[] {
  const pulses = [heart(FIRST_BPM), heart(SECOND_BPM)];
  const made = bedFrames({ seconds: SECONDS, pulse: (tS) => pulses[tS < changeS ? 0 : 1](tS) });
  let person = -1;
  return made.map((frame) => {
    const now = frame.tMs < 1000 * changeS ? 0 : 1;
    const found = now !== person;
    person = now;
    const place = { xPx: 320 + 300 * now, yPx: 240, sizePx: 200 };
    return { ...frame, sight: { place, found, others: found ? [] : null } };
  });
}

type Output = VitalsOutput | IdentityMessage;

function run(changeS: number, confirmS: number): Output[] {
  const engine = planPatientEngine("1", PATCH_NAMES);
  let isAsked = false;
  const outputs = frames(changeS).flatMap((frame) => {
    if (!isAsked && frame.tMs >= 1000 * confirmS) isAsked = engine.identity.confirm();
    return engine.push(frame);
  });
  return [...outputs, ...engine.advance(1000 * SECONDS)];
}

const withoutIdentity = (outputs: readonly Output[]) =>
  outputs.flatMap((output) => (output.kind === "identity" ? [] : [output]));

test("of one person it says what an engine says that knows of nobody else, byte by byte, and who it is once a second", () => {
  const outputs = run(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  const plain = runEngine(frames(Number.POSITIVE_INFINITY));
  expect(JSON.stringify(withoutIdentity(outputs))).toBe(JSON.stringify(plain));
  const identity = outputs.flatMap((output) => (output.kind === "identity" ? [output] : []));
  expect(identity.every(({ patient, question }) => patient === "in-view" && question === null)).toBe(true);
  expect(identity.length).toBeGreaterThanOrEqual(SECONDS);
});

describe("where another person takes the place", () => {
  const outputs = run(CHANGE_S, CONFIRM_S);
  const seconds = vitalsOf(withoutIdentity(outputs));
  const between = (fromS: number, toS: number) => seconds.filter(({ tMs }) => tMs > 1000 * fromS && tMs <= 1000 * toS);

  test("nothing is shown until the patient is confirmed", () => {
    const silent = between(CHANGE_S, CONFIRM_S);
    expect(silent).toHaveLength(15);
    for (const { pulse, respiration, movement, evidence, variability } of silent) {
      expect(pulse).toMatchObject({ rateBpm: null, confidence: 0, held: false, reason: "confirm-patient" });
      expect(respiration).toMatchObject({ rateBrpm: null, reason: "confirm-patient", noBreathS: null });
      expect(new Set(Object.values(movement))).toEqual(new Set([null]));
      expect([evidence.candidates, evidence.spectrum, evidence.beatsMs, variability]).toEqual([[], null, [], null]);
    }
  });

  test("then the rate is the new one's at once, since its own signals were gathered meanwhile", () => {
    for (const { pulse } of between(CONFIRM_S, SECONDS)) {
      expect(Math.abs((pulse.rateBpm ?? 0) - SECOND_BPM)).toBeLessThanOrEqual(3);
    }
    for (const { pulse } of between(12, CHANGE_S)) {
      expect(Math.abs((pulse.rateBpm ?? 0) - FIRST_BPM)).toBeLessThanOrEqual(3);
    }
  });

  test("beats are told in the recording's time, and none from before the change", () => {
    const beats = between(CONFIRM_S, SECONDS).flatMap(({ evidence }) => evidence.beatsMs);
    expect(beats.length).toBeGreaterThan(50);
    expect(Math.min(...beats)).toBeGreaterThan(1000 * CHANGE_S);
    expect(Math.max(...beats)).toBeLessThanOrEqual(1000 * SECONDS);
  });

  test("every second is told once, and no wave is told twice or left out", () => {
    expect(seconds.map(({ tMs }) => tMs)).toEqual(Array.from({ length: SECONDS }, (_, i) => 1000 * (i + 1)));
    for (const wave of ["pulse", "respiration"] as const) {
      const stretches = wavesOf(withoutIdentity(outputs)).filter((stretch) => stretch.wave === wave);
      stretches.slice(1).forEach(({ tMs }, k) => {
        expect(Math.abs(tMs - stretches[k].tMs - stretches[k].spanMs)).toBeLessThan(1);
      });
      const silent = stretches.filter(({ tMs }) => tMs > 1000 * CHANGE_S && tMs < 1000 * (CONFIRM_S - 1));
      expect(silent.every(({ samples, reason }) => samples === null && reason === "confirm-patient")).toBe(true);
    }
  });

  test("the question is told at once, and its end", () => {
    const identity = outputs.flatMap((output) => (output.kind === "identity" ? [output] : []));
    const question = identity.find((message) => message.patient === "unconfirmed");
    expect(question).toMatchObject({ question: "changed-face", faceInView: true });
    expect((question?.tMs ?? 0) - 1000 * CHANGE_S).toBeLessThan(50);
    expect(identity.at(-1)).toMatchObject({ patient: "in-view", question: null });
  });
});

test("a patient who is admitted begins with nothing of the one before, though the same face stays in view", () => {
  const engine = planPatientEngine("1", PATCH_NAMES);
  let renewed = false;
  const outputs = frames(Number.POSITIVE_INFINITY).flatMap((frame) => {
    if (!renewed && frame.tMs >= 1000 * CHANGE_S) {
      engine.identity.renew();
      renewed = true;
    }
    return engine.push(frame);
  });
  const seconds = vitalsOf(withoutIdentity(outputs));
  const before = seconds.filter(({ tMs }) => tMs <= 1000 * CHANGE_S);
  const after = seconds.filter(({ tMs }) => tMs > 1000 * CHANGE_S);
  expect(before.at(-1)?.pulse.rateBpm).not.toBeNull();
  expect(after.slice(0, 5).map(({ pulse }) => [pulse.rateBpm, pulse.held])).toEqual(Array(5).fill([null, false]));
  expect(after.some(({ pulse }) => pulse.rateBpm !== null && Math.abs(pulse.rateBpm - FIRST_BPM) < 3)).toBe(true);
  const renewedMs = 1000 * CHANGE_S;
  for (const { evidence } of after) for (const tMs of evidence.beatsMs) expect(tMs).toBeGreaterThan(renewedMs - 1000);
});
