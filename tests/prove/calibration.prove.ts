import { expect } from "vitest";

import { testWithRecordings } from "../recordings.ts";

import { KINDS, type ShownSecond } from "./calibration-seconds.ts";

const SURE = 0.9;
/** From these on; the last bin ends at 1. */
const BINS = [0.5, 0.6, 0.7, 0.8, 0.9];
const STRETCHES = Array.from({ length: 17 }, (_, i) => 0.4 + 0.1 * i);
/** The display claims at most 0.99, and a second is not to weigh more than that in a mean of logarithms. */
const MOST = 0.99;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function stretched(confidence: number, factor: number): number {
  const odds = (Math.min(confidence, MOST) / (1 - Math.min(confidence, MOST))) ** factor;
  return odds / (1 + odds);
}

const brier = (seconds: readonly ShownSecond[], factor = 1) =>
  mean(seconds.map(({ confidence, right }) => (stretched(confidence, factor) - Number(right)) ** 2));

const surprise = (seconds: readonly ShownSecond[], factor = 1) =>
  mean(
    seconds.map(({ confidence, right }) => {
      const claimed = Math.min(MOST, stretched(confidence, factor));
      return -Math.log(right ? claimed : 1 - claimed);
    }),
  );

/** The factor on the log-odds that suits all kinds alike best, each weighing the same. */
function bestStretch(kinds: readonly (readonly ShownSecond[])[]): number {
  const losses = STRETCHES.map((factor) => mean(kinds.map((seconds) => surprise(seconds, factor))));
  return STRETCHES[losses.indexOf(Math.min(...losses))];
}

testWithRecordings(
  "the stated confidence holds in each kind of recording, and no further stretch helps most of them",
  () => {
    const shown = Object.entries(KINDS).map(([kind, seconds]) => ({ kind, seconds: seconds() }));
    let helped = 0;
    for (const { kind, seconds } of shown) {
      const others = shown.filter((other) => other.kind !== kind).map((other) => other.seconds);
      const factor = bestStretch(others);
      const [plain, further] = [brier(seconds), brier(seconds, factor)];
      // A hundredth of a score is no help that another recording of the kind would confirm.
      if (further < plain - 0.01) helped++;
      const sure = seconds.filter(({ confidence }) => confidence >= SURE);
      const bins = BINS.map((from, i) => {
        const inside = seconds.filter(({ confidence }) => confidence >= from && confidence < (BINS[i + 1] ?? 2));
        return `${from}: ${inside.filter(({ right }) => right).length}/${inside.length}`;
      });
      process.stdout.write(
        `${kind}: ${seconds.length} shown, Brier ${plain.toFixed(4)}; ${bins.join(", ")}; the others' stretch ${factor.toFixed(1)}: ${further.toFixed(4)}\n`,
      );
      expect(mean(sure.map(({ right }) => Number(right))), kind).toBeGreaterThanOrEqual(SURE);
    }
    expect(helped).toBeLessThanOrEqual(shown.length / 2);
  },
  900_000,
);
