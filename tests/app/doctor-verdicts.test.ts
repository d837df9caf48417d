import { describe, expect, test } from "vitest";

import type { PictureHint, PictureMessage } from "../../src/wire/picture.ts";
import type { Reason } from "../../src/wire/reason.ts";
import type { Vitals } from "../../src/wire/vitals.ts";
import type { Finding } from "../../src/app/doctor-finding.ts";
import { patientFindings } from "../../src/app/doctor-patient.ts";
import { pictureFindings } from "../../src/app/doctor-picture.ts";
import type { Shot } from "../../src/app/doctor-shot.ts";

const LAMP: PictureHint = {
  code: "lamp-flicker",
  numbers: { mainsHz: 50, aliasPerMin: 60, frameRateHz: 33 },
  text: "The lamp flickers: set 50 Hz anti-flicker.",
};

/** What a second of a made shot differs in. */
interface Second {
  readonly rateBpm?: number;
  readonly reason?: Reason;
  readonly face?: boolean;
  /** Patches left out because they are small; of 10. */
  readonly small?: number;
  readonly hints?: PictureHint[];
  readonly level?: number;
}

function shotOf(seconds: readonly Second[], changes: Partial<Shot> = {}): Shot {
  return {
    seconds: seconds.length,
    lengthMs: 1000 * seconds.length,
    view: { widthPx: 640, heightPx: 480 },
    vitals: seconds.map((second, i) => vitalsOf(second, 1000 * (i + 1))),
    pictures: seconds.map((second, i) => pictureOf(second, 1000 * (i + 1))),
    othersShare: 0,
    loads: [],
    lost: [],
    complaints: [],
    endError: null,
    ...changes,
  };
}

function vitalsOf({ rateBpm, reason, face = true, small = 0 }: Second, tMs: number): Vitals {
  const patch = (name: number) => ({ name: `patch-${name}`, weight: 0.1, snrDb: 3 });
  return {
    tMs,
    face: { present: face, widthPx: face ? 200 : null },
    pulse: { rateBpm: rateBpm ?? null, confidence: rateBpm ? 0.97 : 0, snrDb: 6, held: false, reason: reason ?? null },
    respiration: { rateBrpm: null, held: false },
    evidence: {
      regions: Array.from({ length: 10 - small }, (_, i) => patch(i)),
      rejected: Array.from({ length: small }, (_, i) => ({ name: `patch-${9 - i}`, reason: "small" })),
    },
  } as unknown as Vitals;
}

function pictureOf({ hints = [], level = 110 }: Second, tMs: number): PictureMessage {
  return {
    kind: "picture",
    bed: "1",
    tMs,
    level,
    frozenShare: 0.2,
    frameRateHz: 33,
    hints,
  } as unknown as PictureMessage;
}

const twenty = (second: (i: number) => Second) => shotOf(Array.from({ length: 20 }, (_, i) => second(i + 1)));
const found = (findings: readonly Finding[], check: string) => findings.find((finding) => finding.check === check);

describe("the pulse of a test shot", () => {
  test("that is shown from second 12 on is fine, whatever the seconds before", () => {
    const shot = twenty((s) => (s < 12 ? { reason: "starting" } : { rateBpm: 72.14 }));
    expect(found(patientFindings(shot), "pulse")).toEqual({
      check: "pulse",
      state: "ok",
      detail:
        "readable: yes, 72.1 /min at confidence 0.97 (97 % likely within 3 /min of the truth), SNR 6.0 dB, shown in 100 % of the seconds from second 12 on",
      remedy: null,
    });
  });

  test("that is shown in few of the seconds is a warning with what stood against it", () => {
    const pulse = found(patientFindings(twenty((s) => (s < 18 ? { reason: "motion" } : { rateBpm: 80 }))), "pulse");
    expect(pulse).toMatchObject({ state: "warning", detail: expect.stringMatching(/80\.0 .* 33 % .* moved too much/) });
  });

  test("that is never shown takes its remedy from the picture's hint where one stands, else from its reason", () => {
    const hinted = found(patientFindings(twenty(() => ({ reason: "lamp-flicker", hints: [LAMP] }))), "pulse");
    expect(hinted).toMatchObject({ state: "warning", remedy: "set 50 Hz anti-flicker" });
    const bare = found(patientFindings(twenty(() => ({ reason: "low-light" }))), "pulse");
    expect(bare).toMatchObject({ state: "warning", remedy: expect.stringContaining("add light") });
    expect(bare?.detail).not.toContain("/min");
  });
});

describe("the framing of a test shot", () => {
  const framing = (shot: Shot) => found(patientFindings(shot), "framing");

  test("is told as the face's width and the share of the time in view", () => {
    expect(framing(twenty(() => ({})))).toMatchObject({
      state: "ok",
      detail: "a face 200 of 640 pixels wide is in view for 100 % of the shot",
    });
  });

  test.each([
    ["most patches of skin are too small", twenty(() => ({ small: 6 })), "too small", "nearer"],
    ["the face is away for a quarter of the time", twenty((s) => ({ face: s > 5 })), "75 %", "turn the camera"],
    ["others are in view", { ...twenty(() => ({})), othersShare: 0.5 }, "other faces", "only the patient"],
    ["nobody is in view", twenty(() => ({ face: false, reason: "no-face" })), "no face", "empty"],
  ])("is a warning where %s", (_what, shot, detail, remedy) => {
    expect(framing(shot)).toMatchObject({
      state: "warning",
      detail: expect.stringContaining(detail),
      remedy: expect.stringContaining(remedy),
    });
  });
});

describe("the picture of a test shot", () => {
  const check = (shot: Shot, name: string) => found(pictureFindings(shot), name);

  test("without a hint is fine in all points", () => {
    for (const finding of pictureFindings(twenty(() => ({ rateBpm: 72 })))) {
      expect(finding).toMatchObject({ state: "ok", remedy: null });
    }
  });

  test("speaks with the hint's own words, once, where it stood for long or at the end", () => {
    for (const stood of [(s: number) => s <= 6, (s: number) => s === 20]) {
      const flicker = check(
        twenty((s) => ({ rateBpm: 72, hints: stood(s) ? [LAMP] : [] })),
        "flicker",
      );
      expect(flicker).toEqual({
        check: "flicker",
        state: "warning",
        detail: "The lamp flickers",
        remedy: "set 50 Hz anti-flicker",
      });
    }
  });

  test("keeps silent about a hint that passed", () => {
    expect(
      check(
        twenty((s) => ({ rateBpm: 72, hints: s === 3 ? [LAMP] : [] })),
        "flicker",
      )?.state,
    ).toBe("ok");
  });

  test("that is dim asks for light only where no pulse is read in it", () => {
    expect(
      check(
        twenty(() => ({ level: 40, reason: "low-signal" })),
        "light",
      ),
    ).toMatchObject({ state: "warning" });
    expect(
      check(
        twenty(() => ({ level: 40, rateBpm: 72 })),
        "light",
      ),
    ).toMatchObject({ state: "ok" });
  });

  const load = { kind: "load", bed: "1", tMs: 1000, lagMs: 300, shed: "regions", skippedFrames: 0 } as const;

  test("of a box that leaves work out is a warning", () => {
    const shot = { ...twenty(() => ({ rateBpm: 72 })), loads: [load, load] };
    expect(check(shot, "frames")).toMatchObject({ state: "warning", detail: expect.stringContaining("fewer regions") });
  });

  test("without frames blames the network for those that did not come, and the box for those that it left out", () => {
    const missing: PictureHint = {
      code: "frames-missing",
      numbers: { missingPercent: 8 },
      text: "8 % of the frames do not arrive: check the cable.",
    };
    const shot = twenty(() => ({ rateBpm: 72, hints: [missing] }));
    expect(check(shot, "frames")).toMatchObject({ remedy: "check the cable" });
    const damaged = { ...shot, loads: [{ ...load, shed: "nothing", skippedFrames: 48 } as const] };
    expect(check(damaged, "frames")).toMatchObject({ remedy: "check the cable" });
    const leftOut: PictureHint = {
      code: "busy-box",
      numbers: { leftOutPercent: 8 },
      text: "This box is too busy and leaves out 8 % of the frames: give it fewer beds.",
    };
    const busy = {
      ...twenty(() => ({ rateBpm: 72, hints: [leftOut] })),
      loads: [load, { ...load, shed: "nothing", skippedFrames: 48 } as const],
    };
    expect(check(busy, "frames")).toMatchObject({
      state: "warning",
      detail: expect.stringContaining("leaves out 48 frames"),
      remedy: expect.stringContaining("end other programs"),
    });
  });
});
