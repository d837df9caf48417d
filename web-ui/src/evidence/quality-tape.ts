import type { Vitals } from "../../../src/wire/vitals.ts";

/** How far back quality is kept. */
export const QUALITY_SPAN_S = 600;

/** One rate at one second. */
export interface QualitySecond {
  readonly shown: "live" | "held" | "none";
  /** Stated probability 0..1 that the rate is right. */
  readonly confidence: number;
  readonly sqi: number;
  /** Why it is not live; null while it is. */
  readonly reason: string | null;
}

export type Sign = "pulse" | "respiration";

/** Quality of both rates over the last minutes, as this page heard it. Second 0 is the source's first. */
export class QualityTape {
  #seconds = new Map<number, Readonly<Record<Sign, QualitySecond>>>();
  #lastS: number | null = null;

  /** The newest second; null while nothing was heard. */
  get lastS(): number | null {
    return this.#lastS;
  }

  clear(): void {
    this.#seconds.clear();
    this.#lastS = null;
  }

  /** Takes one second's values; one that lies before the newest means that the source began anew. */
  push({ tMs, pulse, respiration }: Vitals): void {
    const second = Math.floor(tMs / 1000);
    if (this.#lastS !== null && second < this.#lastS) this.clear();
    this.#lastS = second;
    this.#seconds.set(second, {
      pulse: secondOf(pulse.rateBpm, pulse),
      respiration: secondOf(respiration.rateBrpm, respiration),
    });
    this.#seconds.delete(second - QUALITY_SPAN_S);
  }

  /** Null for a second of which nothing was heard. */
  at(second: number, sign: Sign): QualitySecond | null {
    return this.#seconds.get(second)?.[sign] ?? null;
  }

  /** Seconds without a live rate, by reason, most first; and how many seconds are known. Allocates. */
  silences(sign: Sign): { readonly knownS: number; readonly byReason: readonly (readonly [string, number])[] } {
    const counts = new Map<string, number>();
    for (const second of this.#seconds.values()) {
      const { reason } = second[sign];
      if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    return { knownS: this.#seconds.size, byReason: [...counts].sort((a, b) => b[1] - a[1]) };
  }
}

function secondOf(
  ratePerMin: number | null,
  { held, confidence, sqi, reason }: { held: boolean; confidence: number; sqi: number; reason: string | null },
): QualitySecond {
  const shown = ratePerMin === null ? "none" : held ? "held" : "live";
  return { shown, confidence, sqi, reason: shown === "live" ? null : (reason ?? "not-measurable") };
}
