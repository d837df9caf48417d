import type { RateReading } from "./judged-seconds.ts";
import type { RecordedTraces } from "./recorded-traces.ts";
import { type SkinMean, skinMean } from "./skin-mean.ts";

/** A way of reading the pulse rate from colour traces, held beside others on the same ones. */
export interface PulseMethod {
  readonly name: string;
  /** What it would show at 1000, 2000, ... ms. */
  readings(traces: RecordedTraces): readonly RateReading[];
}

/** Length of the window that methods without a history are given; it grows to that from 5 s on, as Afar's does. */
const WINDOW_S = 10;
const SHORTEST_WINDOW_S = 5;
/** Below this share of samples with skin in the window there is nothing to be read. */
const LEAST_VALID_SHARE = 0.5;

/** Reads a rate each second from the window of mean skin that ends there; `confidence`: what the method says, always alike. */
export function readEachSecond(
  traces: RecordedTraces,
  confidence: number,
  rateOf: (skin: SkinMean, from: number, end: number) => number | null,
): RateReading[] {
  const skin = skinMean(traces);
  const samples = skin.channels[0].length;
  return Array.from({ length: Math.floor(traces.endMs / 1000 + 1e-3) }, (_, i) => {
    const end = Math.min(samples, (i + 1) * skin.fsHz);
    const from = Math.max(0, end - WINDOW_S * skin.fsHz);
    // A sample is there once the frame after it has come, so that a second's last one may be missing.
    const long = end - from > SHORTEST_WINDOW_S * skin.fsHz - 3;
    const usable = long && skin.validShare(from, end) >= LEAST_VALID_SHARE;
    return { tMs: (i + 1) * 1000, ratePerMin: usable ? rateOf(skin, from, end) : null, confidence, held: false };
  });
}
