import type { AlarmsMessage } from "../wire/alarm-messages.ts";
import type { AlarmOutput } from "../wire/alarms.ts";
import type { BedMessage, WaveMessage } from "../wire/messages.ts";
import type { Vitals } from "../wire/vitals.ts";
import { planEventCapture } from "../history/event-capture.ts";
import type { History } from "../history/history.ts";
import type { TrendMark, TrendSecond } from "../history/trend.ts";

/** Values older than this are not those of this second. */
const FRESH_MS = 1500;
/** The confidence from which a rate is shown for sure. */
const SURE = 0.7;

/** Whether a shown rate of this confidence, 0..1, is shown for sure. */
export function isSure(confidence: number): boolean {
  return confidence >= SURE;
}

/** A source's time that lies this far from where it was has begun anew. */
const ANEW_MS = 1000;

export interface HistoryRecording {
  hear(message: BedMessage): void;
  /** Marks the waves around alarms of the body that begin. */
  mark(outputs: readonly AlarmOutput[]): void;
  /** Writes the second that has passed, of every bed, and the waves that are due. `shown`: what screens show of the beds. */
  second(shown: readonly AlarmsMessage[]): void;
}

/** Plans what goes into a history besides the log: trends once a second, waves around alarms. `demo` marks every second. */
export function planHistoryRecording(
  history: Pick<History, "appendTrends" | "saveEvent">,
  demo: boolean,
  nowMs: () => number,
): HistoryRecording {
  const latest = new Map<string, { readonly vitals: Vitals; readonly atMs: number }>();
  const offsets = new Map<string, number>();
  const capture = planEventCapture();

  /** The station's time of a wave's first sample. */
  function placed({ bed, wave, tMs, spanMs }: WaveMessage): number {
    const now = nowMs() - tMs - spanMs;
    const key = `${bed} ${wave}`;
    const before = offsets.get(key);
    const offset = before === undefined || Math.abs(now - before) > ANEW_MS ? now : before;
    offsets.set(key, offset);
    return tMs + offset;
  }

  return {
    hear(message) {
      if (message.kind === "vitals") latest.set(message.bed, { vitals: message.vitals, atMs: nowMs() });
      if (message.kind === "wave") capture.hear({ ...message, tMs: placed(message) });
    },
    mark(outputs) {
      for (const output of outputs) {
        if (output.kind !== "alarm" || output.phase !== "start" || output.group !== "physiological") continue;
        capture.mark({ id: output.id, bed: output.bed, tMs: nowMs(), title: output.text });
      }
    },
    second(shown) {
      const tMs = nowMs();
      history.appendTrends(
        shown.map((state) => {
          const last = latest.get(state.bed);
          const fresh = last && tMs - last.atMs < FRESH_MS && state.mode === "monitoring" ? last.vitals : null;
          return trendSecond(state, fresh, demo, tMs);
        }),
      );
      for (const event of capture.due(tMs)) history.saveEvent(event);
    },
  };
}

/** One bed's second; without values where there are none. Allocates. */
function trendSecond(state: AlarmsMessage, vitals: Vitals | null, demo: boolean, tMs: number): TrendSecond {
  const marks: TrendMark[] = [];
  if (demo) marks.push("demo");
  if (state.mode !== "monitoring") marks.push(state.mode);
  for (const priority of ["high", "medium", "low"] as const) {
    const alarms = state.alarms.some((alarm) => alarm.group === "physiological" && alarm.priority === priority);
    if (alarms) marks.push(`alarm-${priority}`);
  }
  if (state.alarms.some(({ group }) => group === "technical")) marks.push("technical");
  if (vitals === null) return { bed: state.bed, tMs, values: {}, marks };
  const { pulse, respiration, variability, movement } = vitals;
  if (pulse.reason === "confirm-patient") marks.push("unconfirmed");
  if (pulse.held) marks.push("pulse-held");
  if (respiration.held) marks.push("respiration-held");
  if (pulse.rateBpm !== null && !isSure(pulse.confidence)) marks.push("pulse-doubtful");
  if (respiration.rateBrpm !== null && !isSure(respiration.confidence)) marks.push("respiration-doubtful");
  if (variability?.irregular) marks.push("irregular");
  const values = {
    pulseBpm: pulse.rateBpm,
    respirationBrpm: respiration.rateBrpm,
    pulseConfidence: pulse.rateBpm === null ? null : pulse.confidence,
    respirationConfidence: respiration.rateBrpm === null ? null : respiration.confidence,
    sdnnMs: variability?.sdnnMs ?? null,
    rmssdMs: variability?.rmssdMs ?? null,
    activity: movement.activity,
  };
  return { bed: state.bed, tMs, values, marks };
}
