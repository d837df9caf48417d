import { type Static, Type } from "typebox";

import type { Note } from "../base/note.ts";

import type { OutlineMessage, WaveMessage } from "./messages.ts";
import type { MovementEventMessage } from "./movement.ts";
import type { Reason } from "./reason.ts";
import type { Vitals } from "./vitals.ts";

/** Seconds that are told in one answer at most. */
const MOST_SECONDS_AT_ONCE = 60;

/** A recording that the station knows and can replay. */
export interface KnownRecording {
  /** Names it in requests; its folder and path there. */
  readonly id: string;
  readonly kind: "video" | "traces" | "wave" | "recorded";
  /** Of its first file. */
  readonly bytes: number;
  /** When that was last written, ms since 1970. */
  readonly writtenMs: number;
  /** A NAME.truth.json lies beside it. */
  readonly hasTruth: boolean;
}

/** Answer of `GET /api/recordings`, the newest first. */
export interface RecordingsAnswer {
  readonly recordings: readonly KnownRecording[];
  /** There are more than are listed. */
  readonly areMore: boolean;
}

/** Body of `POST /api/replays`. */
export const ReplayRequest = Type.Object(
  {
    recording: Type.String({ minLength: 1, maxLength: 1024, description: "Its id, as GET /api/recordings gives it." }),
  },
  { additionalProperties: false },
);
export type ReplayRequest = Static<typeof ReplayRequest>;

/** What is known to be true of one vital. */
export interface ReplayTruth {
  /** One rate throughout, /min (null: there is none), or points that rise in time. */
  readonly rate: number | null | readonly { readonly tMs: number; readonly ratePerMin: number | null }[];
  /** Error up to which a rate counts as right, /min. */
  readonly tolerancePerMin: number;
}

/** Answer of `POST /api/replays` and of `GET /api/replays/ID`: how far a replay is. */
export interface ReplayState {
  readonly id: string;
  readonly recording: string;
  /** `failed`: nothing more will come, `fault` says why; what was read before stays. */
  readonly state: "reading" | "done" | "failed";
  readonly fault: string | null;
  /** The fault again, as codes. */
  readonly notes?: readonly Note[];
  /** Seconds that are there. */
  readonly seconds: number;
  /** Length that the recording promises, ms; null: none. */
  readonly durationMs: number | null;
  /** Sentences on what a replay of it cannot give. */
  readonly notices: readonly string[];
  /** The patient is rendered; null: the recording does not say. */
  readonly demo: boolean | null;
  /** Each null: unknown. */
  readonly truth: { readonly pulse: ReplayTruth | null; readonly respiration: ReplayTruth | null };
}

/** One second of a replay: the values and all that was told since the second before. */
export interface ReplaySecond {
  readonly vitals: Vitals;
  readonly waves: readonly WaveMessage[];
  /** The latest; null where none was told. */
  readonly outline: OutlineMessage | null;
  readonly events: readonly MovementEventMessage[];
}

const SecondNumber = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, description }));

/** Query of `GET /api/replays/ID/overview`. */
export const OverviewQuery = Type.Object({ from: SecondNumber("Number of the first second, from 0.") });
export type OverviewQuery = Static<typeof OverviewQuery>;

/** Query of `GET /api/replays/ID/seconds`. */
export const SecondsQuery = Type.Object({
  ...OverviewQuery.properties,
  count: Type.Optional(
    Type.Integer({ minimum: 1, maximum: MOST_SECONDS_AT_ONCE, description: "How many; 1 where absent." }),
  ),
});
export type SecondsQuery = Static<typeof SecondsQuery>;

/** Answer of `GET /api/replays/ID/seconds?from=N&count=N`: in order, fewer where the replay is not there yet. */
export interface ReplaySecondsAnswer {
  /** Number of the first, from 0. */
  readonly from: number;
  readonly seconds: readonly ReplaySecond[];
}

/** One vital over a replay; arrays of one length. */
export interface ReplayColumns {
  /** /min; null: not shown. */
  readonly rate: readonly (number | null)[];
  readonly held: readonly boolean[];
  readonly confidence: readonly number[];
  readonly reason: readonly (Reason | null)[];
  /** Mean truth of the time that the second is judged by, /min; null: it is not judged, or there is none. */
  readonly truth: readonly (number | null)[];
  /** The truth moves so far within that time that its span is what counts, and the error is the distance to that. */
  readonly moving: readonly boolean[];
  /** Shown minus true rate, /min; null: not shown or not judged. */
  readonly error: readonly (number | null)[];
  /** True: nothing may be shown at that second. */
  readonly silent: readonly boolean[];
}

/** Answer of `GET /api/replays/ID/overview?from=N`: every second that is there, in figures. */
export interface ReplayOverview {
  readonly from: number;
  readonly tMs: readonly number[];
  readonly pulse: ReplayColumns;
  readonly respiration: ReplayColumns;
}
