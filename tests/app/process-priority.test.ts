import { execFileSync } from "node:child_process";
import { getPriority } from "node:os";
import { pathToFileURL } from "node:url";

import { expect, test } from "vitest";

const MODULE = pathToFileURL(new URL("../../src/app/process-priority.ts", import.meta.url).pathname).href;

/** Niceness of every thread of a process of its own, once it has called this. */
function nicenessAfter(call: "raiseStation" | "standBehindStation", niceness: number): number[] {
  const source = `
    import os from "node:os"; import { readdirSync } from "node:fs";
    import { ${call} } from ${JSON.stringify(MODULE)};
    ${call}();
    console.log(JSON.stringify(readdirSync("/proc/self/task").map((thread) => os.getPriority(Number(thread)))));`;
  const command = [
    "-n",
    String(niceness),
    process.execPath,
    "--import",
    "tsx",
    "--input-type=module",
    "--eval",
    source,
  ];
  return JSON.parse(execFileSync("nice", command, { encoding: "utf8" }));
}

test("every thread of a bed stands five behind its station, and none behind the last place", () => {
  const own = getPriority();
  expect(new Set(nicenessAfter("standBehindStation", 3))).toEqual(new Set([Math.min(own + 8, 19)]));
  expect(new Set(nicenessAfter("standBehindStation", 17))).toEqual(new Set([19]));
});

test("a station that was started with a niceness keeps it", () => {
  const own = getPriority();
  expect(new Set(nicenessAfter("raiseStation", 4))).toEqual(new Set([Math.min(own + 4, 19)]));
});
