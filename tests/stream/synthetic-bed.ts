import type { BedMessage, OutlineMessage, StatusMessage, VitalsMessage, WaveMessage } from "../../src/wire/messages.ts";
import { UNSEEN_MOVEMENT } from "../../src/wire/movement.ts";
import type { Reason } from "../../src/wire/reason.ts";
import type { RespirationValue } from "../../src/wire/respiration.ts";
import type { Evidence, PulseValue } from "../../src/wire/vitals.ts";

import { breathEvidence, breathWave } from "./synthetic-breath.ts";
import { movementEvents, movementTrace, movementValue, unseenTrace } from "./synthetic-movement.ts";

/** Region names and places as shares of a face, in the way the regions stage names them. */
const REGIONS = [
  ...[0, 1, 2, 3].map((i) => ({
    name: `forehead-${i + 1}`,
    x: 0.2 + 0.15 * i,
    y: 0.12,
    w: 0.14,
    h: 0.14,
    weight: 0.14,
  })),
  ...[0, 1].map((i) => ({ name: `left-cheek-${i + 1}`, x: 0.66, y: 0.5 + 0.13 * i, w: 0.2, h: 0.12, weight: 0.12 })),
  ...[0, 1].map((i) => ({ name: `right-cheek-${i + 1}`, x: 0.14, y: 0.5 + 0.13 * i, w: 0.2, h: 0.12, weight: 0.1 })),
] as const;

export function status(
  bed: string,
  state: StatusMessage["state"],
  detail: string,
  progress: number | null = null,
): StatusMessage {
  return { kind: "status", bed, state, detail, progress };
}

const VARIABILITY = { windowS: 60, sdnnMs: 42.1, rmssdMs: 31, beats: 71, irregular: false } as const;

/** Values as a bed sends them while it shows, holds or withholds its rates; breathing is not measured where it is not given. */
export function vitals(
  bed: string,
  tMs: number,
  pulse: Partial<PulseValue>,
  respiration: Partial<RespirationValue> = { reason: "not-measurable" },
): VitalsMessage {
  const full = {
    rateBpm: null,
    confidence: 0,
    sqi: 0,
    snrDb: null,
    held: false,
    reason: null,
    lostSinceMs: null,
    ...pulse,
  };
  const breathing = {
    rateBrpm: null,
    confidence: 0,
    sqi: 0,
    held: false,
    reason: null,
    noBreathS: respiration.rateBrpm == null ? null : 0,
    ...respiration,
  };
  return {
    kind: "vitals",
    bed,
    vitals: {
      tMs,
      bed,
      face: { present: full.reason !== "no-face", widthPx: full.reason === "no-face" ? null : 212 },
      pulse: full,
      respiration: breathing,
      variability: full.rateBpm !== null && !full.held && tMs >= 60_000 ? VARIABILITY : null,
      movement: full.reason === "no-face" ? UNSEEN_MOVEMENT : movementValue(tMs),
      evidence: {
        ...evidence(full.held ? null : full.rateBpm),
        respiration: breathEvidence(tMs, breathing.held ? null : breathing.rateBrpm),
      },
    },
  };
}

/** A pulse wave with a dicrotic wave, in per mille; `rateBpm` null for silence. */
export function wave(
  bed: string,
  tMs: number,
  spanMs: number,
  rateBpm: number | null,
  reason: Reason | null = null,
): WaveMessage {
  const stepMs = 1000 / 30;
  const count = Math.round(spanMs / stepMs);
  const samples =
    rateBpm === null ? null : Array.from({ length: count }, (_, i) => pulsation(tMs + i * stepMs, rateBpm));
  return { kind: "wave", bed, wave: "pulse", tMs, stepMs, spanMs, samples, reason };
}

function pulsation(tMs: number, rateBpm: number): number {
  const phase = (2 * Math.PI * tMs * rateBpm) / 60_000;
  return 1.1 * Math.sin(phase) + 0.45 * Math.sin(2 * phase - 0.7) + 0.15 * Math.sin(3 * phase - 1.2);
}

/** A face that sways a little. */
export function outline(bed: string, tMs: number, present = true): OutlineMessage {
  const aspect = 4 / 3;
  const height = 0.55;
  const width = (height * 0.75) / aspect;
  const left = 0.36 + 0.01 * Math.sin(tMs / 1700);
  const top = 0.2;
  const at = (x: number, y: number) => [left + x * width, top + y * height];
  const oval = (cx: number, cy: number, rx: number, ry: number) =>
    Array.from({ length: 25 }, (_, i) =>
      at(cx + rx * Math.cos((i / 24) * 2 * Math.PI), cy + ry * Math.sin((i / 24) * 2 * Math.PI)),
    ).flat();
  if (!present) return { kind: "outline", bed, tMs, aspect, lines: [], regions: [] };
  return {
    kind: "outline",
    bed,
    tMs,
    aspect,
    lines: [
      oval(0.5, 0.5, 0.5, 0.5),
      oval(0.3, 0.4, 0.1, 0.035),
      oval(0.7, 0.4, 0.1, 0.035),
      oval(0.5, 0.8, 0.16, 0.05),
      [at(0.5, 0.42), at(0.45, 0.62), at(0.5, 0.64), at(0.55, 0.62)].flat(),
    ],
    regions: REGIONS.map(({ name, x, y, w, h }) => ({
      name,
      polygon: [at(x, y), at(x + w, y), at(x + w, y + h), at(x, y + h)].flat(),
    })),
  };
}

function evidence(rateBpm: number | null): Evidence {
  const startBpm = 25;
  const stepBpm = 1;
  const peak = (bpm: number, at: number, width: number) => Math.exp(-(((bpm - at) / width) ** 2));
  const power = Array.from({ length: 216 }, (_, i) => {
    const bpm = startBpm + i * stepBpm;
    const floor = 0.05 + 0.03 * Math.abs(Math.sin(bpm * 0.9) * Math.cos(bpm * 0.37));
    return rateBpm === null
      ? 0.4 * floor + 0.5 * peak(bpm, 33, 9) + 0.2 * peak(bpm, 61, 5)
      : floor + 0.92 * peak(bpm, rateBpm, 5) + 0.22 * peak(bpm, 2 * rateBpm, 6);
  });
  return {
    windowS: 10,
    candidates:
      rateBpm === null
        ? [{ rateBpm: 61, power: 0.2 }]
        : [
            { rateBpm, power: 0.81 },
            { rateBpm: 2 * rateBpm, power: 0.07 },
          ],
    methods: rateBpm === null ? { pos: 61.2, chrom: null } : { pos: rateBpm, chrom: rateBpm - 0.3 },
    regions: REGIONS.map(({ name, weight }) => ({ name, weight, snrDb: rateBpm === null ? -6.1 : 5.2 })),
    rejected: [],
    beatsMs: [],
    respiration: null,
    spectrum: { startBpm, stepBpm, power },
    checks: {
      agreement: rateBpm === null ? 0.3 : 0.94,
      peakShare: rateBpm === null ? 0.2 : 0.81,
      motionCoherence: 0.12,
      lightPercent: 43,
    },
  };
}

/** One bed's life, told in messages: `step` says what it sends in the span from `tMs` on. */
export type Scene = (bed: string, tMs: number, spanMs: number) => BedMessage[];

const BREATHS_BRPM = 15.2;

export function liveScene(rateBpm: number, confidence = 0.96): Scene {
  return (bed, tMs, spanMs) => [
    wave(bed, tMs, spanMs, rateBpm),
    breathWave(bed, tMs, spanMs, BREATHS_BRPM),
    ...movement(bed, tMs, spanMs),
    ...everySecond(tMs, spanMs, () => [
      vitals(
        bed,
        tMs,
        { rateBpm, confidence, sqi: 0.91, snrDb: 6.1 },
        { rateBrpm: BREATHS_BRPM, confidence: 0.91, sqi: 0.8 },
      ),
      outline(bed, tMs),
    ]),
  ];
}

export function heldScene(rateBpm: number, reason: Reason): Scene {
  return (bed, tMs, spanMs) => [
    wave(bed, tMs, spanMs, null, reason),
    breathWave(bed, tMs, spanMs, null, reason),
    ...movement(bed, tMs, spanMs),
    ...everySecond(tMs, spanMs, () => [
      vitals(
        bed,
        tMs,
        { rateBpm, confidence: 0.4, held: true, reason },
        { rateBrpm: BREATHS_BRPM, confidence: 0.3, held: true, reason },
      ),
      outline(bed, tMs),
    ]),
  ];
}

export function silentScene(reason: Reason): Scene {
  const seen = reason !== "no-face";
  return (bed, tMs, spanMs) => [
    wave(bed, tMs, spanMs, null, reason),
    breathWave(bed, tMs, spanMs, null, reason),
    ...(seen ? movement(bed, tMs, spanMs) : [unseenTrace(bed, tMs, spanMs)]),
    ...everySecond(tMs, spanMs, () => [vitals(bed, tMs, { reason, snrDb: -4 }, { reason }), outline(bed, tMs, seen)]),
  ];
}

/** A patient whose pulse goes on and whose chest stood still for `sinceS` when the scene begins. */
export function noBreathScene(rateBpm: number, sinceS: number): Scene {
  let startMs: number | null = null;
  return (bed, tMs, spanMs) => {
    startMs ??= tMs;
    const noBreathS = sinceS + Math.round((tMs - startMs) / 1000);
    return [
      wave(bed, tMs, spanMs, rateBpm),
      breathWave(bed, tMs, spanMs, null, "no-breath"),
      ...movement(bed, tMs, spanMs),
      ...everySecond(tMs, spanMs, () => [
        vitals(bed, tMs, { rateBpm, confidence: 0.96, sqi: 0.9, snrDb: 6 }, { reason: "no-breath", noBreathS }),
        outline(bed, tMs),
      ]),
    ];
  };
}

function movement(bed: string, tMs: number, spanMs: number): BedMessage[] {
  return [movementTrace(bed, tMs, spanMs), ...movementEvents(bed, tMs, spanMs)];
}

function everySecond(tMs: number, spanMs: number, messages: () => BedMessage[]): BedMessage[] {
  return Math.floor(tMs / 1000) !== Math.floor((tMs + spanMs) / 1000) ? messages() : [];
}
