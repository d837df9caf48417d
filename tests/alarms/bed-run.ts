import type { AlarmEvent, AlarmOrder, AlarmOutput, AlarmSettings, AlarmSound } from "../../src/wire/alarms.ts";
import { type AlarmInput, type BedAlarms, planBedAlarms } from "../../src/alarms/bed-alarms.ts";
import { defaultAlarmSettings } from "../../src/alarms/profile.ts";
import type { AlarmVitals } from "../../src/alarms/vital-sights.ts";

type Pulse = AlarmVitals["pulse"];
type Respiration = AlarmVitals["respiration"];

/** What a second is to show; a number alone is a sure rate. */
export interface Second {
  readonly pulse?: number | Partial<Pulse>;
  readonly respiration?: number | Partial<Respiration>;
  readonly irregular?: boolean | null;
}

/** Values of one second: where nothing is said, a pulse of 75 and 15 breaths a minute, both sure. */
export function vitalsOf(tMs: number, { pulse = 75, respiration = 15, irregular = null }: Second = {}): AlarmVitals {
  return {
    tMs,
    pulse: {
      rateBpm: null,
      confidence: 0.95,
      sqi: 0.9,
      snrDb: 5,
      held: false,
      reason: null,
      lostSinceMs: null,
      ...(typeof pulse === "number" ? { rateBpm: pulse } : pulse),
    },
    respiration: {
      rateBrpm: null,
      confidence: 0.95,
      sqi: 0.9,
      held: false,
      reason: null,
      noBreathS: 0,
      ...(typeof respiration === "number" ? { rateBrpm: respiration } : respiration),
    },
    variability: irregular === null ? null : { windowS: 60, sdnnMs: 40, rmssdMs: 30, beats: 70, irregular },
    evidence: { windowS: 10, respiration: { windowS: 16 } },
  };
}

/** A pulse that is not there, for a reason. */
export function noPulse(reason: Pulse["reason"]): Partial<Pulse> {
  return { rateBpm: null, confidence: 0, reason };
}

export interface BedRun {
  readonly bed: BedAlarms;
  readonly log: AlarmOutput[];
  readonly tMs: number;
  /** Seconds of these values, one a second. Returns what they put out. */
  vitals(seconds: number, second?: Second): AlarmOutput[];
  /** Seconds in which only time passes. */
  time(seconds: number): AlarmOutput[];
  order(order: AlarmOrder): AlarmOutput[];
  tell(input: Record<string, unknown> & { kind: AlarmInput["kind"] }): AlarmOutput[];
  starts(): string[];
  events(): AlarmEvent[];
  sounds(): AlarmSound[];
}

/** A bed that starts at 0 with a profile's defaults, changed by `changes`. */
export function startBed(changes: Partial<AlarmSettings> = {}): BedRun {
  const settings = { ...defaultAlarmSettings("adult"), ...changes };
  const bed = planBedAlarms({ bed: "4", settings, firstNumber: 1, startMs: 0 });
  const log: AlarmOutput[] = [];
  let tMs = 0;

  function step(input: AlarmInput): AlarmOutput[] {
    const outputs = bed.step(input);
    log.push(...outputs);
    return outputs;
  }

  const events = () => log.filter((output) => output.kind === "alarm");
  return {
    bed,
    log,
    get tMs() {
      return tMs;
    },
    vitals(seconds, second) {
      const outputs: AlarmOutput[] = [];
      for (let i = 0; i < seconds; i++) {
        tMs += 1000;
        outputs.push(...step({ tMs, kind: "vitals", vitals: vitalsOf(tMs, second) }));
      }
      return outputs;
    },
    time(seconds) {
      const outputs: AlarmOutput[] = [];
      for (let i = 0; i < seconds; i++) {
        tMs += 1000;
        outputs.push(...step({ tMs, kind: "time" }));
      }
      return outputs;
    },
    order: (order) => step({ tMs, kind: "command", by: "nurse", order }),
    tell: (input) => step({ ...input, tMs } as AlarmInput),
    starts: () =>
      events()
        .filter(({ phase }) => phase === "start")
        .map(({ alarm }) => alarm),
    events,
    sounds: () => log.filter((output) => output.kind === "alarm-sound"),
  };
}
