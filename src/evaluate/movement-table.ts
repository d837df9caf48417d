import { fixed, NONE, percent } from "./figure-words.ts";
import type { MovementFigures } from "./movement-figures.ts";

/** Columns of the movement table after the first. */
export const MOVEMENT_COLUMNS = ["true", "told", "found", "missed", "false", "judged s", "seen", "right"] as const;

/** The cells of a row; a dash where there is no figure. */
export function movementCells({ real, told, found, missed, false: wrong, time }: MovementFigures): string[] {
  const counts = [real, told, found, missed, wrong].map(String);
  const shares = time
    ? [fixed(time.judgedS, 1), percent(time.seenShare), percent(time.rightShare)]
    : [NONE, NONE, NONE];
  return [...counts, ...shares];
}

/** Adds rows of the same thing in several recordings up, by what they are, in the order of first appearance. */
export function totalMovement(recordings: readonly (readonly MovementFigures[])[]): MovementFigures[] {
  const all = recordings.flat();
  return [...new Set(all.map(({ what }) => what))].map((what) => {
    const rows = all.filter((row) => row.what === what);
    const sum = (value: (row: MovementFigures) => number) => rows.reduce((total, row) => total + value(row), 0);
    const judgedS = sum(({ time }) => time?.judgedS ?? 0);
    const seenS = sum(({ time }) => (time?.judgedS ?? 0) * (time?.seenShare ?? 0));
    const rightS = sum(({ time }) => (time?.judgedS ?? 0) * (time?.seenShare ?? 0) * (time?.rightShare ?? 0));
    const isState = rows.some(({ time }) => time !== null);
    return {
      what,
      real: sum((row) => row.real),
      told: sum((row) => row.told),
      found: sum((row) => row.found),
      missed: sum((row) => row.missed),
      false: sum((row) => row.false),
      time: isState
        ? {
            judgedS,
            seenShare: judgedS === 0 ? null : seenS / judgedS,
            rightShare: seenS === 0 ? null : rightS / seenS,
          }
        : null,
    };
  });
}
