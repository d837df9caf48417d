import { type Static, Type } from "typebox";

import type { Note } from "../base/note.ts";

import type { AlarmCode, AlarmPriority } from "./alarms.ts";

/** Longest stretch of a trend that is answered at once, minute by minute and second by second. */
export const LONGEST_MINUTES_MS = 72 * 3_600_000;
export const LONGEST_SECONDS_MS = 4 * 3_600_000;

const Time = (description: string) => Type.Integer({ minimum: 0, maximum: 1e15, description });

/** Which stretch of the past: at most as long as above. */
export const RangeQuery = Type.Object({
  from: Time("Begin, ms since 1970."),
  to: Time("End, ms since 1970: it is left out."),
});
export type RangeQuery = Static<typeof RangeQuery>;

export const TrendQuery = Type.Object({
  ...RangeQuery.properties,
  step: Type.Optional(Type.Enum(["second", "minute"], { default: "minute" })),
});
export type TrendQuery = Static<typeof TrendQuery>;

/** Series of a trend: rates in /min, confidences and activity 0..1, variability in ms. More may be added. */
export const TREND_NAMES = [
  "pulseBpm",
  "respirationBrpm",
  "pulseConfidence",
  "respirationConfidence",
  "sdnnMs",
  "rmssdMs",
  "activity",
] as const;
export type TrendName = (typeof TREND_NAMES)[number];

/** What a stretch of a trend may be marked with. More may be added. */
export type TrendMarkName =
  | "pulse-held"
  | "respiration-held"
  | "pulse-doubtful"
  | "respiration-doubtful"
  | "irregular"
  | "alarm-high"
  | "alarm-medium"
  | "alarm-low"
  | "technical"
  | "standby"
  | "privacy"
  | "demo"
  | "unconfirmed";

/** One series of a trend; arrays as long as the answer's `at`. */
export interface TrendColumns {
  /** The second's value, held ones included, or the mean of the minute's seconds that were shown and not held; null: none shown. */
  readonly mean: readonly (number | null)[];
  /** Least and greatest of the minute's seconds, null where none was shown; absent for seconds. */
  readonly min?: readonly (number | null)[];
  readonly max?: readonly (number | null)[];
  /** Share of the minute's seconds that were shown and not held, 0..1; absent for seconds. */
  readonly share?: readonly number[];
}

/** Answer of `GET /api/beds/BED/trends`: one bed's trend over a stretch of time. */
export interface TrendAnswer {
  readonly bed: string;
  /** The stretch, ms since 1970: from included, to left out, both whole steps. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: 1000 | 60_000;
  /** Steps that are there, counted from `fromMs`, rising. What is absent was not recorded. */
  readonly at: readonly number[];
  /** Bits by `markNames`, bit 0 first; a minute has every mark that any of its seconds had. */
  readonly marks: readonly number[];
  readonly markNames: readonly TrendMarkName[];
  readonly series: Readonly<Record<TrendName, TrendColumns>>;
}

/** Something that happened to a bed, from its log. */
export interface HistoryEvent {
  /** An alarm, or the order that was given. */
  readonly kind: "alarm" | "admit" | "discharge" | "confirm-patient" | "standby" | "privacy" | "monitor" | "limits";
  /** The alarm's identity; null for an order. */
  readonly id: string | null;
  /** ms since 1970. */
  readonly tMs: number;
  /** When the alarm ended; null while it is there, and for an order. */
  readonly endMs: number | null;
  /** As it stood on the screen in the end, or the order's answer. */
  readonly text: string;
  /** Of what stands in brackets in it; absent where there is none. */
  readonly notes?: readonly Note[];
  /** Null for an order. */
  readonly alarm: {
    readonly code: AlarmCode;
    readonly group: "physiological" | "technical";
    readonly priority: AlarmPriority;
    /** When and by whom it was acknowledged; null: by nobody. */
    readonly acknowledged: { readonly tMs: number; readonly by: string | null } | null;
  } | null;
  /** Who ordered it; null for an alarm. */
  readonly by: string | null;
  /** Waves around it are kept. */
  readonly hasWaves: boolean;
}

/** Answer of `GET /api/beds/BED/events`, newest first. */
export interface EventsAnswer {
  readonly bed: string;
  readonly events: readonly HistoryEvent[];
  /** Since when everything is listed, ms since 1970; null: all that was asked for. A very full log is not read to its end. */
  readonly completeSinceMs: number | null;
}

/** A stretch of a wave around an event. */
export interface EventStretch {
  readonly wave: "pulse" | "respiration";
  /** Time of the first sample, ms since 1970. */
  readonly tMs: number;
  readonly stepMs: number;
  /** Null: nothing was measured there. */
  readonly samples: readonly (number | null)[];
}

/** Answer of `GET /api/beds/BED/events/ID`: the waves on either side of an alarm. */
export interface EventWavesAnswer {
  readonly bed: string;
  readonly id: string;
  readonly tMs: number;
  /** As on the screen when it began. */
  readonly title: string;
  readonly waves: readonly EventStretch[];
}
