import { execFile } from "node:child_process";

import { failure, fine, type Verdict, warning } from "./doctor-finding.ts";

/** A clock that was stepped by more than this while the doctor ran; network time corrects an error of this size by slewing. */
const STEP_MS = 250;
const TOOL_MS = 3000;
/** STA_UNSYNC of adjtimex(2). */
const UNSYNCHRONISED = 0x40;

/** Runs a program and gives what it printed; null where it is missing or fails. Never rejects. */
export type ClockTool = (program: string, args: readonly string[]) => Promise<string | null>;

const CLOCK_TOOL: ClockTool = (program, args) =>
  new Promise((answer) => {
    execFile(program, args, { timeout: TOOL_MS }, (error, stdout) => answer(error ? null : stdout));
  });

/**
 * `installedMs`: when Afar's own files were written; a clock before that is wrong, and so is every time stamp from it.
 * `timeZone`: name from the IANA list.
 */
export function checkClock(nowMs: number, installedMs: number, timeZone: string): Verdict {
  const now = new Date(nowMs).toISOString().replace(/\.\d+Z$/, "Z");
  const detail = `${now}, time zone ${timeZone}`;
  if (nowMs < installedMs) {
    return failure(
      `${detail}: before Afar was installed`,
      "set the clock, best by network time (timedatectl set-ntp true)",
    );
  }
  return fine(detail);
}

/** `stepMs`: by how much the clock moved against one that never jumps, in `watchedMs`. */
export function checkClockSteps(stepMs: number, watchedMs: number): Verdict {
  const watched = `while it was watched for ${(watchedMs / 1000).toFixed(1)} s`;
  if (Math.abs(stepMs) <= STEP_MS) return fine(`did not jump ${watched}`);
  const direction = stepMs < 0 ? "back" : "ahead";
  return warning(
    `jumped ${direction} by ${Math.abs(Math.round(stepMs))} ms ${watched}`,
    "let network time correct it slowly (chrony or systemd-timesyncd), and have nothing else set it",
  );
}

/** Whether network time holds the clock, as far as timedatectl or adjtimex tell. */
export async function checkClockSync(tool: ClockTool = CLOCK_TOOL): Promise<Verdict> {
  const synchronised = await askSync(tool);
  if (synchronised === null)
    return fine("whether network time holds it is not told here (no timedatectl, no adjtimex)");
  if (synchronised) return fine("held by network time");
  return warning("not held by network time: times of alarms and trends will drift", "run timedatectl set-ntp true");
}

/** Null where neither tells. */
async function askSync(tool: ClockTool): Promise<boolean | null> {
  const told = (await tool("timedatectl", ["show", "--property=NTPSynchronized", "--value"]))?.trim();
  if (told === "yes" || told === "no") return told === "yes";
  const status = /status:\s*(\d+)/.exec((await tool("adjtimex", ["--print"])) ?? "");
  return status === null ? null : (Number(status[1]) & UNSYNCHRONISED) === 0;
}
