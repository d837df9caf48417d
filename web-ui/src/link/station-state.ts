import type { AlarmsMessage } from "../../../src/wire/alarm-messages.ts";
import type { WardAlarm } from "../../../src/wire/alarms.ts";
import type { LoadMessage, OutlineMessage, StatusMessage, StreamMessage } from "../../../src/wire/messages.ts";
import type { PictureHint } from "../../../src/wire/picture.ts";
import type { RecordingMessage } from "../../../src/wire/recording.ts";
import type { Vitals } from "../../../src/wire/vitals.ts";

/** What the page knows of one bed. */
export interface BedState {
  readonly bed: string;
  readonly label: string;
  readonly demo: boolean;
  readonly status: StatusMessage | null;
  /** Null from a start, restart or loss on until new values come. */
  readonly vitals: Vitals | null;
  /** Time of the last values with a rate that was not held; of the first values seen, where those were held already. */
  readonly liveTMs: { readonly pulse: number | null; readonly respiration: number | null };
  readonly outline: OutlineMessage | null;
  /** What the bed leaves out so that it keeps up; null while it has not said. */
  readonly shed: LoadMessage["shed"] | null;
  /** Whatever becomes of the bed's process; null until the station has told. */
  readonly alarms: AlarmsMessage | null;
  /** Of the newest recording, whatever becomes of the bed's process; null where there was none. */
  readonly recording: RecordingMessage | null;
  /** What is wrong with the picture now, most important first. */
  readonly pictureHints: readonly PictureHint[];
}

export interface StationState {
  /** Null until the station has named its beds. */
  readonly beds: readonly BedState[] | null;
  /** The station's clock, ms since 1970, less the page's own clock; null until the first tick. */
  readonly clockOffsetMs: number | null;
  /** Causes that several beds share, for as long as they last, in the order in which they began. */
  readonly wardAlarms: readonly WardAlarm[];
}

export const UNKNOWN_STATION: StationState = { beds: null, clockOffsetMs: null, wardAlarms: [] };

/** The page's knowledge after one more message. Allocates only what changed; `nowMs` is the page's own clock. */
export function afterMessage(state: StationState, message: StreamMessage, nowMs: number): StationState {
  switch (message.kind) {
    case "hello":
      return {
        ...state,
        beds: message.beds.map((bed) => ({ ...bed, ...NOTHING_KNOWN, alarms: null, recording: null })),
        wardAlarms: [],
      };
    case "tick":
      return { ...state, clockOffsetMs: message.stationMs - nowMs };
    case "status":
      return withBed(state, message.bed, (bed) =>
        message.state === "running" ? { ...bed, status: message } : { ...bed, ...NOTHING_KNOWN, status: message },
      );
    case "vitals":
      return withBed(state, message.bed, (bed) => withVitals(bed, message.vitals));
    case "outline":
      return withBed(state, message.bed, (bed) => ({ ...bed, outline: message }));
    case "alarms":
      return withBed(state, message.bed, (bed) => ({ ...bed, alarms: message }));
    case "ward-alarm":
      return { ...state, wardAlarms: withWardAlarm(state.wardAlarms, message) };
    case "recording":
      return withBed(state, message.bed, (bed) => ({ ...bed, recording: message }));
    case "load":
      // Said every second: only a change is news.
      return state.beds?.some(({ bed, shed }) => bed === message.bed && shed === message.shed)
        ? state
        : withBed(state, message.bed, (bed) => ({ ...bed, shed: message.shed }));
    case "picture":
      // Said every second, and mostly nothing.
      return state.beds?.some(({ bed, pictureHints }) => bed === message.bed && sameHints(pictureHints, message.hints))
        ? state
        : withBed(state, message.bed, (bed) => ({ ...bed, pictureHints: message.hints }));
    default:
      return state;
  }
}

const NOTHING_KNOWN = {
  status: null,
  vitals: null,
  liveTMs: { pulse: null, respiration: null },
  outline: null,
  shed: null,
  pictureHints: [],
} as const;

function sameHints(a: readonly PictureHint[], b: readonly PictureHint[]): boolean {
  return a.length === b.length && a.every(({ text }, i) => text === b[i].text);
}

function withWardAlarm(known: readonly WardAlarm[], message: WardAlarm): readonly WardAlarm[] {
  if (message.phase === "end") return known.filter(({ id }) => id !== message.id);
  if (!known.some(({ id }) => id === message.id)) return [...known, message];
  return known.map((alarm) => (alarm.id === message.id ? message : alarm));
}

function withBed(state: StationState, name: string, change: (bed: BedState) => BedState): StationState {
  if (!state.beds?.some(({ bed }) => bed === name)) return state;
  return { ...state, beds: state.beds.map((bed) => (bed.bed === name ? change(bed) : bed)) };
}

function withVitals(bed: BedState, vitals: Vitals): BedState {
  const { pulse, respiration, tMs } = vitals;
  const liveTMs = {
    pulse: liveAt(bed.liveTMs.pulse, tMs, pulse.rateBpm, pulse.held),
    respiration: liveAt(bed.liveTMs.respiration, tMs, respiration.rateBrpm, respiration.held),
  };
  return { ...bed, vitals, liveTMs };
}

function liveAt(lastTMs: number | null, tMs: number, ratePerMin: number | null, held: boolean): number | null {
  const restarted = lastTMs !== null && tMs < lastTMs;
  const live = ratePerMin !== null && (!held || lastTMs === null || restarted);
  return live ? tMs : lastTMs;
}
