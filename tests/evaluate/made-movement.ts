import { MOVEMENT_CHANNELS, type MovementEventMessage, type MovementMessage } from "../../src/wire/movement.ts";

type Channel = (typeof MOVEMENT_CHANNELS)[number];

/** A trace at 10 Hz in stretches of a second; channels that are not given stay at 0. */
export function madeTrace(
  seconds: number,
  channels: Partial<Readonly<Record<Channel, (tMs: number) => number | null>>>,
): MovementMessage[] {
  return Array.from({ length: seconds }, (_, second) => ({
    kind: "movement",
    bed: "1",
    tMs: 1000 * second,
    stepMs: 100,
    channels: MOVEMENT_CHANNELS.map((channel) =>
      Array.from(
        { length: 10 },
        (_, i) => channels[channel]?.(1000 * second + 100 * i) ?? (channel in channels ? null : 0),
      ),
    ),
  }));
}

export function madeEvents(event: MovementEventMessage["event"], timesMs: readonly number[]): MovementEventMessage[] {
  return timesMs.map((tMs) => ({ kind: "movement-event", bed: "1", tMs, event }));
}

/** 1 from `fromMs` on and before `toMs`, else 0. */
export function pulseAt(...intervals: readonly (readonly [number, number])[]): (tMs: number) => number {
  return (tMs) => Number(intervals.some(([fromMs, toMs]) => tMs >= fromMs && tMs < toMs));
}
