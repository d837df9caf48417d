import { expect } from "vitest";

import type { AlarmEvent, AlarmOrder, AlarmOutput, AlarmPriority, AlarmState } from "../../src/wire/alarms.ts";
import type { AlarmInput } from "../../src/alarms/bed-alarms.ts";

const RANK: Record<AlarmPriority, number> = { low: 1, medium: 2, high: 3 };
/** Alarms that are heard again and again. */
const REPEATED = [
  "pulse-lost",
  "no-breath",
  "pulse-high",
  "pulse-low",
  "respiration-high",
  "respiration-low",
  "silence",
];
const LIMIT_ALARMS = ["pulse-high", "pulse-low", "respiration-high", "respiration-low"] as const;
type LimitAlarm = (typeof LIMIT_ALARMS)[number];
/** Delays of the bed that is tried. */
const CONDITION_MS = 10_000;
const CLEAR_MS = 5000;

interface Known {
  readonly start: AlarmEvent;
  last: AlarmEvent;
  /** Acknowledged, and not worse since. */
  acknowledged: boolean;
}

/**
 * What may be expected of a bed's alarms, kept from the inputs alone and without the machine's means: `check` compares after
 * every input.
 */
export class AlarmOracle {
  readonly #open = new Map<string, Known>();
  readonly #ids = new Set<string>();
  readonly #beyondSinceMs = new Map<LimitAlarm, number>();
  readonly #withinSinceMs = new Map<LimitAlarm, number>();
  readonly #heardOnceMs = new Map<string, number>();
  #pause: { readonly untilMs: number; readonly rank: number } | null = null;
  #limits = { pulse: { low: 50, high: 120 }, respiration: { low: 8, high: 30 } };
  #off = new Set<string>();

  check(input: AlarmInput, outputs: readonly AlarmOutput[], state: AlarmState): void {
    if (this.#pause && input.tMs >= this.#pause.untilMs) this.#pause = null;
    const answer = outputs.find((output) => output.kind === "alarm-answer");
    if (input.kind === "command" && answer?.accepted) this.#obey(input.order, input.tMs);
    if (input.kind === "vitals" && state.mode === "monitoring") this.#see(input);
    if (state.mode !== "monitoring") this.#beyondSinceMs.clear();
    const events = outputs.filter((output) => output.kind === "alarm");
    for (const event of events) this.#take(event, input);
    this.#checkOnceSounds(outputs);
    this.#checkNoneLost(input, state);
    this.#checkOrder(state);
    this.#checkSilence(state);
  }

  #obey(order: AlarmOrder, tMs: number): void {
    switch (order.order) {
      case "acknowledge":
        for (const [id, known] of this.#open) if (order.id === null || order.id === id) known.acknowledged = true;
        break;
      case "pause-audio": {
        const ranks = [...this.#open.values()].map(({ last }) => RANK[last.priority]);
        this.#pause = { untilMs: tMs + Math.min(order.seconds, 120) * 1000, rank: Math.max(1, ...ranks) };
        break;
      }
      case "resume-audio":
      case "standby":
      case "privacy":
        this.#pause = null;
        break;
      case "discharge":
        this.#pause = null;
        this.#limits = { pulse: { low: 50, high: 120 }, respiration: { low: 8, high: 30 } };
        this.#off = new Set(["grimace", "eyes-opened"]);
        this.#heardOnceMs.clear();
        break;
      case "limits":
        this.#limits = order.limits;
        break;
      case "switch":
        this.#beyondSinceMs.delete(order.alarm as LimitAlarm);
        if (order.on) this.#off.delete(order.alarm);
        else this.#off.add(order.alarm);
        break;
      default:
        break;
    }
  }

  #see({ tMs, vitals }: Extract<AlarmInput, { kind: "vitals" }>): void {
    const { pulse, respiration } = vitals;
    for (const [vital, rate, value] of [
      ["pulse", pulse.rateBpm, pulse],
      ["respiration", respiration.rateBrpm, respiration],
    ] as const) {
      if (rate === null || value.held || value.confidence < 0.7) continue;
      const { low, high } = this.#limits[vital];
      mark(this.#beyondSinceMs, `${vital}-high`, rate > high && !this.#off.has(`${vital}-high`), tMs);
      mark(this.#beyondSinceMs, `${vital}-low`, rate < low && !this.#off.has(`${vital}-low`), tMs);
      mark(this.#withinSinceMs, `${vital}-high`, rate <= high, tMs);
      mark(this.#withinSinceMs, `${vital}-low`, rate >= low, tMs);
    }
  }

  #take(event: AlarmEvent, input: AlarmInput): void {
    const known = this.#open.get(event.id);
    if (event.phase === "start") {
      expect(this.#ids.has(event.id), "an identity is used once").toBe(false);
      expect([...this.#open.values()].some(({ last }) => last.alarm === event.alarm)).toBe(false);
      this.#ids.add(event.id);
      this.#open.set(event.id, { start: event, last: event, acknowledged: false });
      this.#checkRaised(event, input);
      return;
    }
    if (!known) throw new Error(`${event.phase} of an alarm that never started: ${event.id}`);
    const worse = RANK[event.priority] > RANK[known.last.priority] || (event.signalLost && !known.last.signalLost);
    expect(RANK[event.priority], "a priority never falls").toBeGreaterThanOrEqual(RANK[known.last.priority]);
    if (worse) {
      expect(event.inactivation, "what worsens is news").not.toBe("acknowledged");
      known.acknowledged = false;
    }
    known.last = event;
    if (event.phase === "end") {
      this.#checkEnded(event, input);
      this.#open.delete(event.id);
    }
  }

  /** A limit alarm begins with a sure value only, and with one that lies beyond the limit. */
  #checkRaised({ alarm }: AlarmEvent, input: AlarmInput): void {
    if (!isLimitAlarm(alarm)) return;
    expect(input.kind).toBe("vitals");
    expect(isSure(alarm, input), "an uncertain value raises nothing").toBe(true);
    expect(this.#beyondSinceMs.has(alarm)).toBe(true);
  }

  /** A limit alarm ends with sure values within the limit, or by somebody's order. */
  #checkEnded({ alarm, ended, by }: AlarmEvent, input: AlarmInput): void {
    if (ended !== "cleared") {
      expect(input.kind).toBe("command");
      expect(by).toBe("nurse");
    } else if (isLimitAlarm(alarm)) {
      expect(isSure(alarm, input), "an uncertain value ends nothing").toBe(true);
      const within = this.#withinSinceMs.get(alarm) ?? input.tMs;
      expect(input.tMs - within).toBeGreaterThanOrEqual(CLEAR_MS);
    }
  }

  #checkOnceSounds(outputs: readonly AlarmOutput[]): void {
    for (const sound of outputs) {
      if (sound.kind !== "alarm-sound" || sound.repeat || sound.id === null) continue;
      const code = this.#open.get(sound.id)?.start.alarm ?? "";
      const last = this.#heardOnceMs.get(code);
      if (last !== undefined) expect(sound.tMs - last).toBeGreaterThanOrEqual(300_000);
      this.#heardOnceMs.set(code, sound.tMs);
    }
  }

  /** Every alarm that began and did not end is on the screen; every sure violation that lasted is an alarm. */
  #checkNoneLost(input: AlarmInput, state: AlarmState): void {
    const shown = new Set(state.alarms.map(({ id }) => id));
    hold(shown.size === this.#open.size, "as many alarms are shown as there are");
    for (const id of this.#open.keys()) hold(shown.has(id), `${id} is shown`);
    if (state.mode !== "monitoring" || input.kind !== "vitals") return;
    for (const [code, sinceMs] of this.#beyondSinceMs) {
      if (!isSure(code, input) || input.tMs - sinceMs < CONDITION_MS) continue;
      hold(
        state.alarms.some(({ alarm }) => alarm === code),
        `${code} lasts since ${sinceMs} and alarms`,
      );
    }
  }

  #checkOrder({ alarms, sounding }: AlarmState): void {
    const ranks = alarms.map(({ priority }) => RANK[priority]);
    hold(
      ranks.every((rank, i) => i === 0 || rank <= ranks[i - 1]),
      "higher priorities come first",
    );
    const heard = alarms.filter(({ audible }) => audible).map(({ priority }) => RANK[priority]);
    hold((sounding === null ? 0 : RANK[sounding]) === Math.max(0, ...heard), "the highest priority is heard");
  }

  /** What is silent was acknowledged as it is now, or lies in a pause that is not over and was ordered at its priority. */
  #checkSilence({ alarms, audioPausedUntilMs }: AlarmState): void {
    hold(audioPausedUntilMs === (this.#pause?.untilMs ?? null), "the pause ends when it was ordered to");
    for (const { id, alarm, priority, audible, inactivation } of alarms) {
      const acknowledged = this.#open.get(id)?.acknowledged === true;
      const paused = this.#pause !== null && RANK[priority] <= this.#pause.rank;
      const expected = acknowledged ? "acknowledged" : paused ? "audio-paused" : "enabled";
      hold(inactivation === expected, `${id} ${alarm} is ${expected}`);
      if (REPEATED.includes(alarm)) hold(audible === (expected === "enabled"), `${id} ${alarm} is heard where enabled`);
    }
  }
}

/** An expectation that is asked tens of thousands of times. */
function hold(condition: boolean, words: string): void {
  if (!condition) throw new Error(`it does not hold that ${words}`);
}

function mark(since: Map<LimitAlarm, number>, code: LimitAlarm, holds: boolean, tMs: number): void {
  if (!holds) since.delete(code);
  else if (!since.has(code)) since.set(code, tMs);
}

function isLimitAlarm(code: string): code is LimitAlarm {
  return (LIMIT_ALARMS as readonly string[]).includes(code);
}

function isSure(code: LimitAlarm, input: AlarmInput): boolean {
  if (input.kind !== "vitals") return false;
  const { pulse, respiration } = input.vitals;
  const [rate, value] = code.startsWith("pulse") ? [pulse.rateBpm, pulse] : [respiration.rateBrpm, respiration];
  return rate !== null && !value.held && value.confidence >= 0.7;
}
