import type { AlarmCode } from "../../wire/alarms.ts";

/** Code, name and coding system, ISO/IEEE 11073-10101 (facts: clinical, I4). */
type Coded = readonly [code: string, name: string, system: "MDC"];

export interface RateCode {
  readonly code: Coded;
  readonly unit: Coded;
}

export const MONITOR: Coded = ["69965", "MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS", "MDC"];

export const RATES = {
  pulse: { code: ["149514", "MDC_PULS_RATE", "MDC"], unit: ["264864", "MDC_DIM_BEAT_PER_MIN", "MDC"] },
  respiration: { code: ["151562", "MDC_RESP_RATE", "MDC"], unit: ["264928", "MDC_DIM_RESP_PER_MIN", "MDC"] },
} as const satisfies Record<string, RateCode>;

/**
 * Time without a breath: it is no rate, and must not come under a rate's code. The number is 2 (metrics) x 65536 + 20784, as that
 * of the rate of breathing is 2 x 65536 + 20490.
 */
const BREATHLESS: RateCode = {
  code: ["151856", "MDC_TIME_PD_APNEA", "MDC"],
  unit: ["264320", "MDC_DIM_SEC", "MDC"],
};

export const ALARM: Coded = ["196616", "MDC_EVT_ALARM", "MDC"];
const HIGH: Coded = ["196648", "MDC_EVT_HI", "MDC"];
const LOW: Coded = ["196670", "MDC_EVT_LO", "MDC"];
/** 3 (events) x 65536 + 3072: DICOM PS3.16 has it as MDC 3:3072. */
const APNOEA: Coded = ["199680", "MDC_EVT_APNEA", "MDC"];
const DISCONNECTED: Coded = ["196916", "MDC_EVT_SENSOR_DISCONN", "MDC"];

/** Events with a code of their own; all others are an alarm whose text says what it is. */
const EVENTS: Partial<Record<AlarmCode, Coded>> = {
  "pulse-high": HIGH,
  "respiration-high": HIGH,
  "pulse-low": LOW,
  "respiration-low": LOW,
  "no-breath": APNOEA,
  "source-lost": DISCONNECTED,
};

export function eventCode(alarm: AlarmCode): Coded {
  return EVENTS[alarm] ?? ALARM;
}

/** The value that an alarm is about; null where it is about none. */
export function rateOf(alarm: AlarmCode): RateCode | null {
  if (alarm.startsWith("pulse")) return RATES.pulse;
  if (alarm === "no-breath") return BREATHLESS;
  return alarm.startsWith("respiration") ? RATES.respiration : null;
}
