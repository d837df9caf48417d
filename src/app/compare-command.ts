import { compareNewest, type FigureChange } from "../evaluate/bench-history.ts";

import { historyPath, readRuns } from "./bench-history-file.ts";

interface CompareOptions {
  readonly json?: boolean;
  /** The file of the runs; default: in the cache. */
  readonly history?: string;
}

/** `afar bench compare`: the newest run beside the runs before it on the same machine. Throws what readRuns throws. */
export function benchCompare({ json, history }: CompareOptions): void {
  const runs = readRuns(historyPath(history));
  const newest = runs.at(-1);
  const changes = compareNewest(runs);
  if (json) {
    process.stdout.write(`${JSON.stringify({ newest: newest ?? null, changes })}\n`);
    return;
  }
  const title = newest
    ? `${newest.machine.model}, ${newest.machine.cores} cores, Node ${newest.machine.node}: run of ${newest.at}, commit ${newest.commit ?? "unknown"}, load ${newest.machine.load.toFixed(1)}`
    : "The history is empty";
  process.stdout.write(`${[title, ...compareLines(changes)].join("\n")}\n`);
}

/** A table for people, line by line. */
export function compareLines(changes: readonly FigureChange[]): string[] {
  return [
    `${"".padEnd(24)}${"now (quartiles)".padEnd(26)}${"before".padEnd(10)}${"runs".padEnd(6)}${"change".padEnd(10)}${"noise".padEnd(8)}`.trimEnd(),
    ...changes.map(({ name, now, before, runs, noise, verdict }) => {
      const cells = [
        name.padEnd(24),
        `${shown(now.median)} (${shown(now.lower)}-${shown(now.upper)})`.padEnd(26),
        (before === null ? "-" : shown(before)).padEnd(10),
        String(runs).padEnd(6),
        (before === null ? "-" : percent(now.median / before - 1)).padEnd(10),
        (noise === null ? "-" : `${(100 * noise).toFixed(0)} %`).padEnd(8),
      ];
      return `${cells.join("")}${verdict}`;
    }),
  ];
}

function percent(share: number): string {
  return `${share >= 0 ? "+" : ""}${(100 * share).toFixed(1)} %`;
}

function shown(value: number): string {
  return value.toPrecision(3);
}
