import { readdirSync } from "node:fs";
import { getPriority, setPriority } from "node:os";

/** Unix niceness of processes that nobody gave one. */
const USUAL = 0;
/** Where the system allows it, what measures patients goes before whatever else runs on the box. */
const STATION = -10;
/** How far beds stand behind the station: its pages and alarms must not wait for the work of any number of beds. */
const BED_BEHIND = 5;
/** The lowest that there is. */
const LOWEST = 19;

/**
 * Puts the station before the other processes of the box, where the system allows it. Whoever started it with a niceness of
 * its own keeps that.
 */
export function raiseStation(): void {
  if (getPriority() === USUAL) trySet(STATION);
}

/** Puts this bed's process behind its station, from which it was forked. */
export function standBehindStation(): void {
  trySet(Math.min(getPriority() + BED_BEHIND, LOWEST));
}

/** Linux keeps a niceness for each thread, and those that compile and collect run from the start. */
function trySet(niceness: number): void {
  try {
    for (const thread of readdirSync("/proc/self/task")) setPriority(Number(thread), niceness);
  } catch {
    // Not on Linux, or without the right to go before others (CAP_SYS_NICE): beds still stand behind their station.
  }
}
