import { type Spread, spreadOf } from "./spread.ts";

/** Something whose time is measured, with what it stands for: a batch of 16 regions is 16 of one. */
export interface Turn {
  readonly share: number;
  /** Runs it once. */
  run(): void;
}

/** One number for each turn of each round, us; what was measured in one round was measured side by side. */
export type Rounds = readonly (readonly number[])[];

export interface TurnPlan {
  /** Rounds before those that count. */
  readonly warmUp: number;
  readonly rounds: number;
  /** Runs at a stretch, of which the mean counts. */
  readonly times: number;
}

/** Times all turns in every round, each `times` at a stretch; the first `warmUp` rounds are for the compiler. */
export function timeTurns(
  turns: readonly Turn[],
  { warmUp, rounds, times }: TurnPlan,
  onRound: (done: number, of: number) => void = () => undefined,
): Rounds {
  const all: number[][] = [];
  for (let round = 0; round < warmUp + rounds; round++) {
    const us = turns.map(({ run, share }) => {
      const startMs = performance.now();
      for (let i = 0; i < times; i++) run();
      return ((performance.now() - startMs) * 1000) / times / share;
    });
    if (round >= warmUp) all.push(us);
    onRound(round + 1, warmUp + rounds);
  }
  return all;
}

/** Median and quartiles of one turn, us. */
export function turnUs(rounds: Rounds, turn: number): Spread {
  return spreadOf(rounds.map((us) => us[turn]));
}

/** How many times the time of `ours` a turn takes: the median over rounds of the ratio within one. */
export function turnRatio(rounds: Rounds, turn: number, ours: number): number {
  return spreadOf(rounds.map((us) => us[turn] / us[ours])).median;
}
