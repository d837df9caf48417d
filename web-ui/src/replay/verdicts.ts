import type { ReplayColumns, ReplayOverview, ReplayState, ReplayTruth } from "../../../src/wire/replay.ts";

export type Vital = "pulse" | "respiration";

/** How a second stands against the truth; `unjudged` also where none is known. */
export type Verdict = "right" | "wrong" | "missing" | "rightly-silent" | "unjudged";

/** Judges one second of a vital, as `afar evaluate` does: a held rate is no answer, except where there is no rate at all. */
export function verdictAt(columns: ReplayColumns, at: number, truth: ReplayTruth | null): Verdict {
  if (truth === null) return "unjudged";
  if (columns.silent[at]) return columns.rate[at] === null ? "rightly-silent" : "wrong";
  if (columns.truth[at] === null || columns.truth[at] === undefined) return "unjudged";
  const error = columns.error[at];
  if (error === null || columns.held[at]) return "missing";
  return Math.abs(error) <= truth.tolerancePerMin ? "right" : "wrong";
}

/** A vital over the whole replay, against its truth. */
export interface VitalSum {
  /** Seconds with a true rate. */
  readonly judged: number;
  /** Share of them with a rate shown and not held, 0..1; null where none is judged. */
  readonly coverage: number | null;
  /** Share of the shown ones that are right, 0..1, and their mean absolute error, /min; null where none is shown. */
  readonly right: number | null;
  readonly meanError: number | null;
  /** Seconds with a rate where there is none. */
  readonly falseSeconds: number;
}

export function sumOf(overview: ReplayOverview, state: ReplayState, vital: Vital): VitalSum | null {
  const truth = state.truth[vital];
  if (truth === null) return null;
  const columns = overview[vital];
  const verdicts = overview.tMs.map((_, at) => verdictAt(columns, at, truth));
  const answered = verdicts.flatMap((verdict, at) => {
    const isAnswer = (verdict === "right" || verdict === "wrong") && !columns.silent[at];
    return isAnswer ? [{ verdict, error: Math.abs(columns.error[at] ?? 0) }] : [];
  });
  const judged = answered.length + verdicts.filter((verdict) => verdict === "missing").length;
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    judged,
    coverage: share(answered.length, judged),
    right: share(answered.filter(({ verdict }) => verdict === "right").length, answered.length),
    meanError: share(
      answered.reduce((sum, { error }) => sum + error, 0),
      answered.length,
    ),
    falseSeconds: verdicts.filter((verdict, at) => verdict === "wrong" && columns.silent[at]).length,
  };
}

/** The next second after `at` that is wrong for either vital; null where none is. */
export function nextWrong(overview: ReplayOverview, state: ReplayState, at: number): number | null {
  const isWrong = (number: number) =>
    (["pulse", "respiration"] as const).some(
      (vital) => verdictAt(overview[vital], number, state.truth[vital]) === "wrong",
    );
  for (let number = at + 1; number < overview.tMs.length; number += 1) if (isWrong(number)) return number;
  return null;
}
