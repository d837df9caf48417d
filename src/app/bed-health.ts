import type { ProcessState } from "./process-state.ts";

export interface HealthLimits {
  /** Longest time without a heartbeat, ms: the event loop of the bed hangs. */
  readonly heartbeatMs: number;
  /** Longest time without a message of a running bed, ms: its event loop turns, but the chain hangs. */
  readonly silenceMs: number;
  /** Longest time a signal may hold the process, ms. */
  readonly stoppedMs: number;
  /** Most memory in RAM, MB. */
  readonly memoryMb: number;
}

export const HEALTH_LIMITS: HealthLimits = {
  heartbeatMs: 2500,
  silenceMs: 5000,
  stoppedMs: 1000,
  /** Three times what a bed of 1080p needs. */
  memoryMb: 800,
};
/** Loading the models and rendering a first demonstration say less than a running chain does. */
const PREPARING_SILENCE_MS = 60_000;

export interface BedHealth {
  /** The process has just been started. */
  started(nowMs: number): void;
  /** The process gave a sign of life: a heartbeat, or a message of its chain. */
  heard(nowMs: number, what: "heartbeat" | "preparing" | "running"): void;
  /**
   * Judges the process, asked a few times a second: why it must be ended, in words that follow "the bed's process", or null.
   * `state` is null where the system does not tell.
   */
  judge(nowMs: number, state: ProcessState | null): string | null;
}

/**
 * Plans the watch over one bed's process. `nowMs`: any clock that never jumps. While the station itself was not on time,
 * nothing is held against a bed: its messages wait unread.
 */
export function planBedHealth(limits: HealthLimits, watchMs: number): BedHealth {
  let heartbeatAtMs = 0;
  let messageAtMs = 0;
  let judgedAtMs: number | null = null;
  let stoppedSinceMs: number | null = null;
  let running = false;
  return {
    started(nowMs) {
      heartbeatAtMs = messageAtMs = judgedAtMs = nowMs;
      stoppedSinceMs = null;
      running = false;
    },
    heard(nowMs, what) {
      heartbeatAtMs = nowMs;
      if (what === "heartbeat") return;
      messageAtMs = nowMs;
      running ||= what === "running";
    },
    judge(nowMs, state) {
      const lateMs = judgedAtMs === null ? 0 : Math.max(0, nowMs - judgedAtMs - 2 * watchMs);
      judgedAtMs = nowMs;
      heartbeatAtMs = Math.min(nowMs, heartbeatAtMs + lateMs);
      messageAtMs = Math.min(nowMs, messageAtMs + lateMs);
      if (!state?.stopped) stoppedSinceMs = null;
      else stoppedSinceMs ??= nowMs;
      if (state && state.residentMb > limits.memoryMb) {
        return `held ${Math.round(state.residentMb)} MB of memory, more than the ${limits.memoryMb} MB that it may`;
      }
      if (stoppedSinceMs !== null && nowMs - stoppedSinceMs > limits.stoppedMs) return "was stopped by a signal";
      // A process that has not reached its first line yet cannot give heartbeats.
      const heartbeatMs = running ? limits.heartbeatMs : PREPARING_SILENCE_MS;
      if (nowMs - heartbeatAtMs > heartbeatMs) return `gave no sign of life for ${seconds(nowMs - heartbeatAtMs)} s`;
      const silenceMs = running ? limits.silenceMs : PREPARING_SILENCE_MS;
      if (nowMs - messageAtMs > silenceMs) return `measured nothing for ${seconds(nowMs - messageAtMs)} s`;
      return null;
    },
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(0);
}
