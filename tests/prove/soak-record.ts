import type { StreamMessage } from "../../src/wire/messages.ts";

/** What one bed did during a soak. */
export interface SoakRecord {
  hear(atMs: number, message: StreamMessage): void;
  /** From now on it counts. */
  begin(): void;
  figures(): {
    /** Largest age of a frame when it was used, ms. */
    readonly oldestFrameMs: number;
    /** Largest age of a frame that was given up, ms. */
    readonly oldestGivenUpMs: number;
    readonly meanLagMs: number;
    readonly skippedShare: number;
    /** Share of the seconds in which something was left out. */
    readonly shedShare: number;
    readonly longestSilenceMs: number;
    readonly restarts: number;
    readonly shownShare: number;
    /** Seconds without a rate by their reason. */
    readonly reasons: Readonly<Record<string, number>>;
    /** Seconds with values. */
    readonly values: number;
  };
}

const FRAMES_PER_S = 30;

export function planSoakRecord(): SoakRecord {
  let counts = fresh();
  let waveAtMs: number | null = null;
  return {
    hear(atMs, message) {
      if (message.kind === "load") {
        counts.seconds++;
        counts.lagMs += message.lagMs;
        counts.oldestFrameMs = Math.max(counts.oldestFrameMs, message.usedLagMs ?? 0);
        counts.oldestGivenUpMs = Math.max(counts.oldestGivenUpMs, message.lagMs);
        counts.skipped += message.skippedFrames;
        if (message.shed !== "nothing") counts.shed++;
      } else if (message.kind === "wave" && message.wave === "pulse") {
        if (waveAtMs !== null) counts.longestSilenceMs = Math.max(counts.longestSilenceMs, atMs - waveAtMs);
        waveAtMs = atMs;
      } else if (message.kind === "status" && message.state === "restarting") counts.restarts++;
      else if (message.kind === "vitals") {
        counts.values++;
        const { rateBpm, reason } = message.vitals.pulse;
        if (rateBpm !== null) counts.shown++;
        else counts.reasons[reason ?? ""] = (counts.reasons[reason ?? ""] ?? 0) + 1;
      }
    },
    begin() {
      counts = fresh();
    },
    figures() {
      const { seconds, values } = counts;
      return {
        oldestFrameMs: counts.oldestFrameMs,
        oldestGivenUpMs: counts.oldestGivenUpMs,
        meanLagMs: counts.lagMs / seconds,
        skippedShare: counts.skipped / (seconds * FRAMES_PER_S),
        shedShare: counts.shed / seconds,
        longestSilenceMs: counts.longestSilenceMs,
        restarts: counts.restarts,
        shownShare: counts.shown / values,
        reasons: counts.reasons,
        values,
      };
    },
  };
}

function fresh() {
  return {
    seconds: 0,
    lagMs: 0,
    oldestFrameMs: 0,
    oldestGivenUpMs: 0,
    skipped: 0,
    shed: 0,
    longestSilenceMs: 0,
    restarts: 0,
    values: 0,
    shown: 0,
    reasons: {} as Record<string, number>,
  };
}
