import type { AlarmEvent, WardAlarm } from "../../wire/alarms.ts";
import type { Reason } from "../../wire/reason.ts";
import type { Origin } from "../../wire/receiver-notices.ts";

export interface FhirBed {
  readonly bed: string;
  /** Shown to the reader. */
  readonly label: string;
  /** Where its values come from now. */
  readonly origin: Origin;
}

/** One rate of one second. */
export interface SecondRate {
  /** /min; null: none was shown. */
  readonly perMin: number | null;
  /** Probability 0..1; null where none was shown. */
  readonly confidence: number | null;
  /** The rate is an older one. */
  readonly held: boolean;
  readonly doubtful: boolean;
  /** Why no rate was shown; null where nobody knows any more, and where there is nothing to be explained. */
  readonly reason: Reason | "standby" | "privacy" | null;
}

/** What a second's rates rest on. */
export interface SecondEvidence {
  /** Length of the pulse's window, s. */
  readonly windowS: number;
  /** Signal to noise of the pulse, dB; null without a waveform. */
  readonly snrDb: number | null;
  /** Quality of the waveforms, 0..1. */
  readonly pulseSqi: number;
  readonly respirationSqi: number;
  /** Pulse rate that each method reads on its own, /min; null where it sees no peak. */
  readonly methods: Readonly<Record<string, number | null>>;
  readonly regions: readonly { readonly name: string; readonly weight: number; readonly snrDb: number | null }[];
  /** Breathing rate that each witness reads on its own, /min. */
  readonly witnesses: readonly { readonly name: string; readonly rateBrpm: number | null; readonly weight: number }[];
}

export interface FhirSecond {
  /** On the trend's axis, which never goes back, s since 1970. */
  readonly second: number;
  /** What the station's clock said, ms since 1970. */
  readonly clockMs: number;
  readonly origin: Origin;
  readonly pulse: SecondRate;
  readonly respiration: SecondRate;
  /** "none" where nothing was measured or told; null where it is not kept any more. */
  readonly evidence: SecondEvidence | "none" | null;
}

/** An alarm as it stood last. Times in ms since 1970 of the station's clock. */
export interface FhirAlarm
  extends Pick<AlarmEvent, "alarm" | "group" | "priority" | "state" | "text" | "value" | "signalLost" | "ended"> {
  /** Running number within its bed. */
  readonly number: number;
  readonly origin: Origin;
  readonly startMs: number;
  /** Null while it is there. */
  readonly endMs: number | null;
  /** Null where nobody did. */
  readonly acknowledgedMs: number | null;
}

/** One cause of alarms of several beds, as it stood last. Each bed's own alarm is told beside it. */
export interface FhirSharedAlarm extends Pick<WardAlarm, "alarm" | "priority"> {
  /** Beds that share a log: letters alone. */
  readonly ward: string;
  /** Running number within the ward. */
  readonly number: number;
  readonly origin: Origin;
  /** Every bed that had a part in it. */
  readonly beds: readonly string[];
  /** Those that have one now: none when it is over. */
  readonly present: readonly string[];
  readonly startMs: number;
  /** Null while it is there. */
  readonly endMs: number | null;
}

/** A stretch of time, ms since 1970: from included, to left out. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the station tells of itself and its past. Reading throws an AfarError where the history does not answer. */
export interface FhirSource {
  readonly version: string;
  readonly startedMs: number;
  /** Where the resources are, such as http://127.0.0.1:8080/fhir. */
  readonly base: string;
  nowMs(): number;
  beds(): readonly FhirBed[];
  /** Seconds of a bed on the trend's axis, oldest first; none from before the last discharge. */
  seconds(bed: string, stretch: Stretch): Promise<readonly FhirSecond[]>;
  /**
   * Alarms of a bed that were there at any time of a stretch, by their number; none from before the last discharge. Throws
   * USAGE where that is more than can be gone through.
   */
  alarms(bed: string, stretch: Stretch): Promise<readonly FhirAlarm[]>;
  /** Null where there is none, or one that is too far back to be found. */
  alarm(bed: string, number: number): Promise<FhirAlarm | null>;
  /** Causes that several beds shared at any time of a stretch, by ward and number. Throws as `alarms`. */
  sharedAlarms(stretch: Stretch): Promise<readonly FhirSharedAlarm[]>;
  /** Null where there is none, or one that is too far back to be found. */
  sharedAlarm(ward: string, number: number): Promise<FhirSharedAlarm | null>;
}
