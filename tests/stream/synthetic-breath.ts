import type { WaveMessage } from "../../src/wire/messages.ts";
import type { Reason } from "../../src/wire/reason.ts";
import type { RespirationEvidence } from "../../src/wire/respiration.ts";

const STEP_MS = 50;

/** A breath a little longer out than in, 12 per mille deep; `rateBrpm` null for silence. */
export function breathWave(
  bed: string,
  tMs: number,
  spanMs: number,
  rateBrpm: number | null,
  reason: Reason | null = null,
): WaveMessage {
  const samples =
    rateBrpm === null
      ? null
      : Array.from({ length: Math.round(spanMs / STEP_MS) }, (_, i) => breath(tMs + i * STEP_MS, rateBrpm));
  return { kind: "wave", bed, wave: "respiration", tMs, stepMs: STEP_MS, spanMs, samples, reason };
}

function breath(tMs: number, rateBrpm: number): number {
  const phase = (2 * Math.PI * tMs * rateBrpm) / 60_000;
  return 12 * Math.sin(phase) + 3 * Math.sin(2 * phase + 0.6);
}

/** Chest and head read the rate, the colour reads something else; without a rate nobody reads anything. */
export function breathEvidence(tMs: number, rateBrpm: number | null): RespirationEvidence {
  if (rateBrpm === null) {
    const names = ["chest", "head", "colour", "amplitude", "frequency"];
    return {
      windowS: 30,
      candidates: [],
      witnesses: names.map((name) => ({ name, rateBrpm: null, weight: 0 })),
      breathsMs: [],
      places: [],
      checks: { breathShare: 0.04, stillness: 0.97 },
    };
  }
  const breathMs = 60_000 / rateBrpm;
  const last = Math.floor(tMs / breathMs) * breathMs;
  const count = Math.floor(Math.min(tMs, 30_000) / breathMs);
  return {
    windowS: Math.min(30, Math.max(4, 120 / rateBrpm)),
    candidates: [
      { rateBrpm, power: 0.72 },
      { rateBrpm: 2 * rateBrpm, power: 0.11 },
    ],
    witnesses: [
      { name: "chest", rateBrpm: rateBrpm + 0.1, weight: 0.62 },
      { name: "head", rateBrpm: rateBrpm - 0.4, weight: 0.24 },
      { name: "colour", rateBrpm: rateBrpm + 9, weight: 0.05 },
      { name: "amplitude", rateBrpm: null, weight: 0 },
      { name: "frequency", rateBrpm: rateBrpm + 0.8, weight: 0.09 },
    ],
    breathsMs: Array.from({ length: count }, (_, i) => last - (count - 1 - i) * breathMs),
    places: [
      [0.26, 0.8, 0.22, 0.16],
      [0.5, 0.79, 0.22, 0.17],
    ],
    checks: { breathShare: 0.72, stillness: 0.9 },
  };
}
