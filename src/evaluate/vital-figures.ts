import { type BlandAltman, blandAltman } from "./bland-altman.ts";
import { type Calibration, calibrationOf } from "./calibration.ts";
import { bestConstant, type ConstantAnswer } from "./constant-answer.ts";
import { type CoverageFigures, coverageFigures, totalCoverage } from "./coverage-figures.ts";
import { type ErrorFigures, errorFigures } from "./error-figures.ts";
import { answered, isRight, isShown, type JudgedSeconds, type RatedSecond } from "./judged-seconds.ts";
import { meanRisk, type RiskPoint, riskCoverage } from "./risk-coverage.ts";

/** The figures of one vital in one recording, or in several together. */
export interface VitalFigures extends ErrorFigures, CoverageFigures {
  /** Seconds in which nothing may be shown, and those of them with a rate, held or not. */
  readonly silentSeconds: number;
  readonly falseSeconds: number;
  /** Share 0..1 of held rates within the tolerance; null without a held rate. */
  readonly heldWithinTolerance: number | null;
  readonly bestConstant: ConstantAnswer;
}

/** How the confidence of shown rates fares. */
export interface ConfidenceFigures {
  readonly riskCoverage: readonly RiskPoint[];
  readonly meanRisk: number | null;
  readonly calibration: Calibration;
  /** Over seconds whose truth does not move through a span. */
  readonly blandAltman: BlandAltman | null;
}

/** Figures of the recordings' judged seconds, pooled by the second. */
export function vitalFigures(parts: readonly JudgedSeconds[]): VitalFigures {
  const rated = parts.flatMap((part) => part.rated);
  const silent = parts.flatMap((part) => part.silent);
  const held = rated.filter(({ held }) => held).flatMap(withError);
  return {
    ...errorFigures(answered(rated)),
    ...totalCoverage(parts.map((part) => coverageFigures(part.rated))),
    silentSeconds: silent.length,
    falseSeconds: silent.filter(({ ratePerMin }) => ratePerMin !== null).length,
    heldWithinTolerance: errorFigures(held).withinTolerance,
    bestConstant: bestConstant(rated),
  };
}

/**
 * Confidence over the recordings' shown rates. For calibration, a rate shown where nothing may be shown is a wrong one; the
 * risk-coverage curve is over seconds with a true rate.
 */
export function confidenceFigures(parts: readonly JudgedSeconds[]): ConfidenceFigures {
  const rated = parts.flatMap((part) => part.rated);
  const shown = answered(rated);
  const ranked = shown.map((second) => ({
    confidence: second.confidence,
    right: isRight(second),
    error: Math.abs(second.error),
  }));
  const falseAnswers = parts
    .flatMap((part) => part.silent)
    .filter(isShown)
    .map(({ confidence }) => ({ confidence, right: false }));
  const curve = riskCoverage(ranked, rated.length);
  return {
    riskCoverage: curve,
    meanRisk: meanRisk(curve),
    calibration: calibrationOf([...ranked, ...falseAnswers]),
    blandAltman: blandAltman(shown.filter(({ moving }) => !moving).map(({ error }) => error)),
  };
}

function withError(second: RatedSecond): { error: number; tolerancePerMin: number }[] {
  return second.error === null ? [] : [{ error: second.error, tolerancePerMin: second.tolerancePerMin }];
}
