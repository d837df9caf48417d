import type { GroupAccuracy, MethodAccuracy } from "../evaluate/accuracy-bench.ts";

import type { Machine } from "./bench-machine.ts";

export interface AccuracyFigures {
  readonly machine: Machine;
  readonly groups: readonly GroupAccuracy[];
  /** Why a method is missing; null where none is. */
  readonly missing: string | null;
  /** Recordings that could not be used, and why. */
  readonly failed: readonly { readonly name: string; readonly cause: string }[];
}

const COLUMNS = [
  "",
  "error /min",
  "times ours",
  "right",
  "within 7",
  "coverage",
  "seconds with a true rate",
  "false seconds",
];
const WIDTHS = [24, 12, 12, 10, 10, 10, 26, 20];

/** The figures as a table for people, lines joined. */
export function accuracyTable({ machine, groups, missing, failed }: AccuracyFigures): string {
  const lines = groups.flatMap(({ group, recordings, methods }) => [
    "",
    `${group}, ${recordings} recordings`,
    ...methods.map((method) => line(cells(method, methods[0]))),
  ]);
  return [
    `Accuracy on the same traces, on ${machine.model}, ${machine.cores} cores, Node ${machine.node}`,
    "error: mean over shown rates; right: share of them within the recording's tolerance; false: where there is no pulse",
    "",
    line(COLUMNS),
    ...lines,
    ...(missing === null ? [] : ["", missing]),
    ...failed.map(({ name, cause }) => `not used: ${name}: ${cause}`),
    "",
  ].join("\n");
}

function cells(method: MethodAccuracy, ours: MethodAccuracy): string[] {
  const { mae, withinTolerance, within7, coverage, ratedSeconds, silentSeconds, falseSeconds } = method;
  const times = ratio(mae, ours.mae);
  return [
    method.method,
    mae === null ? "-" : mae.toFixed(2),
    times === null ? "-" : times.toFixed(1),
    percent(withinTolerance),
    percent(within7),
    percent(coverage),
    String(ratedSeconds),
    silentSeconds === 0 ? "-" : `${falseSeconds} of ${silentSeconds}`,
  ];
}

/** The same for programs; a method that is missing is null under its key. */
export function accuracyObject({ machine, groups, missing, failed }: AccuracyFigures) {
  const byGroup = groups.map(({ group, recordings, methods: [afar, plainPos, vitallensCore = null] }) => ({
    group,
    recordings,
    afar,
    plainPos,
    vitallensCore,
    ratioToPlainPos: ratio(plainPos.mae, afar.mae),
    ratioToVitallensCore: ratio(vitallensCore?.mae ?? null, afar.mae),
  }));
  return { machine, groups: byGroup, missing, failed };
}

function ratio(theirs: number | null, ours: number | null): number | null {
  return theirs === null || ours === null || ours === 0 ? null : theirs / ours;
}

function percent(share: number | null): string {
  return share === null ? "-" : `${(100 * share).toFixed(1)} %`;
}

function line(values: readonly string[]): string {
  return values
    .map((value, i) => value.padEnd(WIDTHS[i]))
    .join("")
    .trimEnd();
}
