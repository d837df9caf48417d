/** A shown rate's confidence 0..1 and whether it was right. */
export interface ConfidentAnswer {
  readonly confidence: number;
  readonly right: boolean;
}

/** Answers with a confidence in [from, to); the last bin holds 1 too. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** null in an empty bin. */
  readonly meanConfidence: number | null;
  readonly rightShare: number | null;
}

/** Whether the confidence is the probability that it says it is. */
export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  /** Mean distance of confidence and share of right answers over the bins, weighted by count; null without answers. */
  readonly expectedError: number | null;
  /** Share of right ones among answers with confidence 0.9 or more; null without one. */
  readonly rightAt90: number | null;
  /** Share of answers that carry 0.9 or more; null without answers. */
  readonly shareAt90: number | null;
}

const BIN_COUNT = 10;
const SURE = 0.9;

/** Calibration over ten bins of equal width (expected error: Naeini et al., AAAI 2015). */
export function calibrationOf(answers: readonly ConfidentAnswer[]): Calibration {
  const bins = Array.from({ length: BIN_COUNT }, (_, i) => {
    const inside = answers.filter(({ confidence }) => binOf(confidence) === i);
    return {
      from: i / BIN_COUNT,
      to: (i + 1) / BIN_COUNT,
      count: inside.length,
      meanConfidence: mean(inside.map(({ confidence }) => confidence)),
      rightShare: mean(inside.map(({ right }) => Number(right))),
    };
  });
  const sure = answers.filter(({ confidence }) => confidence >= SURE);
  const weighted = bins.reduce(
    (sum, bin) => sum + bin.count * Math.abs((bin.meanConfidence ?? 0) - (bin.rightShare ?? 0)),
    0,
  );
  return {
    bins,
    expectedError: answers.length === 0 ? null : weighted / answers.length,
    rightAt90: mean(sure.map(({ right }) => Number(right))),
    shareAt90: answers.length === 0 ? null : sure.length / answers.length,
  };
}

function binOf(confidence: number): number {
  return Math.max(0, Math.min(BIN_COUNT - 1, Math.floor(confidence * BIN_COUNT)));
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
