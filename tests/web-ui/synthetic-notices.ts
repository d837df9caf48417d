import type { AlarmsMessage, ShownAlarm } from "../../src/wire/alarm-messages.ts";
import type { PictureHint, PictureMessage } from "../../src/wire/picture.ts";
import { defaultAlarmSettings } from "../../src/alarms/profile.ts";
import type { Scene } from "../stream/synthetic-bed.ts";

export const RACING: ShownAlarm = {
  id: "1-7",
  alarm: "pulse-high",
  group: "physiological",
  priority: "medium",
  state: "active",
  inactivation: "enabled",
  text: "** PR 134>120",
  value: { worst: 134, last: 130, limit: 120, unit: "bpm" },
  signalLost: false,
  sinceMs: 60_000,
  audible: true,
  delays: { measurementMs: 5000, conditionMs: 10_000, signalMs: 0 },
  notRecorded: false,
};

/** What a screen is told of a bed's alarms. */
export function listOf(bed: string, ...alarms: ShownAlarm[]): AlarmsMessage {
  return {
    kind: "alarms",
    bed,
    tMs: 72_000,
    mode: "monitoring",
    privacyUntilMs: null,
    audioPausedUntilMs: null,
    alarms,
    sounding: "medium",
    settings: defaultAlarmSettings("adult"),
    patient: null,
  };
}

export const LAMP: PictureHint = {
  code: "lamp-flicker",
  numbers: { mainsHz: 50, aliasPerMin: 72, frameRateHz: 24.7 },
  text: "The lamp flickers at the camera's rate (72 /min at 24.7 frames a second): set 50 Hz anti-flicker, or an exposure of 10 or 20 ms.",
};
export const DARK: PictureHint = { code: "too-dark", numbers: { level: 12 }, text: "The picture is too dark." };

function picture(bed: string, tMs: number, hints: PictureHint[]): PictureMessage {
  return {
    kind: "picture",
    bed,
    tMs,
    frameRateHz: 24.7,
    missingShare: 0,
    leftOutShare: 0,
    jitterMs: 0,
    latencyMs: null,
    level: 110,
    darkShare: 0,
    brightShare: 0,
    blurPx: 1,
    bitRateKbps: null,
    keyframeEveryFrames: null,
    keyframeJump: null,
    frozenShare: 0.3,
    lamp: null,
    exposure: null,
    hints,
  };
}

/** The same scene from a camera with something wrong. */
export const withHints =
  (scene: Scene, hints: PictureHint[]): Scene =>
  (bed, tMs, spanMs) => [...scene(bed, tMs, spanMs), picture(bed, tMs, hints)];
