import type { History } from "../../src/history/history.ts";
import type { LogEntry } from "../../src/history/log-entry.ts";
import type { TrendMark, TrendSecond } from "../../src/history/trend.ts";
import type { WaveEvent } from "../../src/history/wave-event.ts";

const MINUTE_MS = 60_000;
/** Every second is there for so long; before, one second of each twenty. */
const DENSE_MS = 130 * MINUTE_MS;
const SPARSE_MS = 30 * 60 * MINUTE_MS;

/** What a made patient's past holds, minutes before its end. */
export const PAST = {
  admitMin: 29 * 60,
  privacyMin: { from: 50, to: 45 },
  noRateMin: { from: 40, to: 36 },
  heldMin: { from: 36, to: 35.9 },
  doubtfulMin: { from: 30, to: 28 },
  unconfirmedMin: { from: 20, to: 18 },
  notRecordedMin: { from: 15, to: 12 },
  /** From 134 at once: its alarm has waves. */
  alarmMin: 25,
  confirmMin: 18,
} as const;

/** One second of the made patient; null: nothing was recorded. `backMin`: minutes before the end. */
function madeSecond(bed: string, tMs: number, backMin: number): TrendSecond | null {
  const during = ({ from, to }: { from: number; to: number }) => backMin <= from && backMin > to;
  if (during(PAST.notRecordedMin)) return null;
  const marks: TrendMark[] = [];
  const wander = 8 * Math.sin(tMs / 1_700_000) + 3 * Math.sin(tMs / 97_000);
  const rateBpm = 78 + wander + (during({ from: 26, to: 22 }) ? 52 : 0);
  let values: TrendSecond["values"] = {
    pulseBpm: rateBpm,
    respirationBrpm: 15 + wander / 4,
    pulseConfidence: 0.95,
    respirationConfidence: 0.9,
    sdnnMs: 40 + wander,
    rmssdMs: 30 + wander,
    activity: 0.1 + 0.05 * Math.sin(tMs / 10_000),
  };
  if (during(PAST.privacyMin)) {
    marks.push("privacy");
    values = {};
  }
  if (during(PAST.noRateMin)) values = { ...values, pulseBpm: null, pulseConfidence: null };
  if (during(PAST.heldMin)) marks.push("pulse-held");
  if (during(PAST.doubtfulMin)) {
    marks.push("pulse-doubtful");
    values = { ...values, pulseConfidence: 0.6 };
  }
  if (during(PAST.unconfirmedMin)) {
    marks.push("unconfirmed");
    values = { activity: 0.2 };
  }
  if (during({ from: PAST.alarmMin, to: 22 })) marks.push("alarm-medium");
  return { bed, tMs, values, marks };
}

/** A sample of the made waves, k steps of 40 ms after the event's begin. */
export function madeSample(wave: "pulse" | "respiration", k: number): number {
  return wave === "pulse" ? 2 * Math.sin(k / 2.4) + 0.4 * Math.sin(k / 1.2) : 3 * Math.sin(k / 20);
}

/** Fills a history with thirty hours of a bed's past that end at `endMs`, a whole second. Resolves when all lies there. */
export async function fillPast(history: History, bed: string, endMs: number): Promise<void> {
  let batch: TrendSecond[] = [];
  for (let tMs = endMs - SPARSE_MS; tMs < endMs; tMs += 1000) {
    if (tMs < endMs - DENSE_MS && (tMs / 1000) % 20 !== 0) continue;
    const second = madeSecond(bed, tMs, (endMs - tMs) / MINUTE_MS);
    if (second) batch.push(second);
    if (batch.length < 500) continue;
    history.appendTrends(batch);
    batch = [];
    // What is written waits in memory, and no more than some of it.
    await history.append([]);
  }
  history.appendTrends(batch);
  for (const event of madeEvents(bed, endMs)) history.saveEvent(event);
  await history.append(madeLog(bed, endMs));
  // Writing goes on behind: until the last second is there.
  for (;;) {
    const { tMs } = await history.trendSeconds(bed, { fromMs: endMs - 1000, toMs: endMs });
    const events = await history.events(bed, { fromMs: 0, toMs: endMs });
    if (tMs.length > 0 && events.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function madeEvents(bed: string, endMs: number): WaveEvent[] {
  const tMs = endMs - PAST.alarmMin * MINUTE_MS;
  const wave = (name: "pulse" | "respiration", from: number, to: number) => ({
    wave: name,
    tMs: tMs - 10_000 + 40 * from,
    stepMs: 40,
    samples: Array.from({ length: to - from }, (_, k) => madeSample(name, from + k)),
  });
  return [
    {
      id: `${bed}-7`,
      bed,
      tMs,
      title: "** PR 128>120",
      waves: [
        wave("pulse", 0, 350),
        { wave: "pulse", tMs: tMs + 4000, stepMs: 1000, samples: [null, null] },
        wave("pulse", 400, 500),
        wave("respiration", 0, 500),
      ],
    },
  ];
}

/** Its log, oldest first. */
function madeLog(bed: string, endMs: number): LogEntry[] {
  const order = (backMin: number, given: Record<string, unknown>, detail: string): LogEntry => ({
    kind: "order",
    bed,
    tMs: endMs - backMin * MINUTE_MS,
    id: null,
    by: "nurse Ada",
    record: { order: given, accepted: true, detail },
  });
  const alarm = (backMin: number, id: string, more: Record<string, unknown>, by: string | null = null): LogEntry => ({
    kind: "alarm",
    bed,
    tMs: endMs - backMin * MINUTE_MS,
    id,
    by,
    record: {
      group: "physiological",
      priority: "medium",
      alarm: "pulse-high",
      state: "active",
      inactivation: "enabled",
      ended: null,
      ...more,
    },
  });
  return [
    order(PAST.admitMin + 60, { order: "discharge" }, "discharged"),
    order(PAST.admitMin, { order: "admit", profile: "adult" }, "admitted"),
    order(PAST.privacyMin.from, { order: "privacy", seconds: 300 }, "privacy for 300 s"),
    order(PAST.privacyMin.to, { order: "monitor" }, "monitoring"),
    alarm(PAST.alarmMin, `${bed}-7`, { phase: "start", text: "** PR 128>120" }),
    alarm(
      PAST.alarmMin - 1,
      `${bed}-7`,
      { phase: "update", text: "** PR 138>120", inactivation: "acknowledged" },
      "nurse Ada",
    ),
    alarm(PAST.alarmMin - 3, `${bed}-7`, {
      phase: "end",
      text: "** PR 138>120",
      inactivation: "acknowledged",
      ended: "cleared",
    }),
    order(PAST.confirmMin, { order: "confirm-patient" }, "the face in view is taken for the patient's"),
    alarm(13, `${bed}-8`, {
      phase: "start",
      group: "technical",
      alarm: "low-light",
      priority: "low",
      text: "too little light",
    }),
  ];
}
