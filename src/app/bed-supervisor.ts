import { type ChildProcess, fork } from "node:child_process";

import type { BedCommand, BedMessage } from "../wire/messages.ts";
import { noteOf } from "../wire/note-codes.ts";
import type { RecordingCommand } from "../wire/recording.ts";

import { HEALTH_LIMITS, type HealthLimits, planBedHealth } from "./bed-health.ts";
import { type BedPlan, PLAN_VARIABLE } from "./bed-plan.ts";
import type { Heartbeat } from "./heartbeat.ts";
import { readProcessState } from "./process-state.ts";

/** First wait before a bed is started again, doubled with each death in a row. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** A bed that ran so long has recovered: the next death starts from the first wait. */
const STABLE_MS = 60_000;
/** How often a process is looked at. */
const WATCH_MS = 250;
/**
 * Half-spaces of 4 MB for what lives shortly, where V8 takes 16 after a while: a bed holds 30 MB less, and at 30 frames a second it
 * makes little enough that collecting costs the same.
 */
const HEAP_OPTIONS = ["--max-semi-space-size=4"];
/** A bed that does not end by itself within this time is killed. */
const STOP_GRACE_MS = 1_000;

export interface BedSupervisor {
  /** Process id of the running process, or null between two. */
  readonly pid: number | null;
  /** Passes something on to the process that runs; between two it is lost. */
  tell(message: BedCommand | RecordingCommand): void;
  /** Ends the process and waits for it. */
  stop(): Promise<void>;
}

export interface SupervisorOptions {
  /** Module that the process runs, built. */
  readonly module: string;
  readonly firstWaitMs?: number;
  readonly limits?: HealthLimits;
  /** What each process is told first, the one that follows a death included. */
  readonly greeting?: () => readonly (BedCommand | RecordingCommand)[];
}

/**
 * Keeps one bed's process running: started again with growing waits when it dies; ended when it hangs, was stopped, or holds
 * too much memory. Whatever it does, only its own bed is without values meanwhile.
 */
export function superviseBed(
  plan: BedPlan,
  publish: (message: BedMessage) => void,
  options: SupervisorOptions,
): BedSupervisor {
  const firstWaitMs = options.firstWaitMs ?? FIRST_WAIT_MS;
  let child: ChildProcess | null = null;
  let waitMs = firstWaitMs;
  const health = planBedHealth(options.limits ?? HEALTH_LIMITS, WATCH_MS);
  let startedMs = 0;
  let endedFor: string | null = null;
  let sourceLost = false;
  let stopping = false;
  let restart: NodeJS.Timeout | null = null;

  function start(): void {
    restart = null;
    endedFor = null;
    sourceLost = false;
    startedMs = performance.now();
    health.started(startedMs);
    // The command line shows the bed alone: everybody may list processes, and a source's address may hold a password.
    const env = { ...process.env, [PLAN_VARIABLE]: JSON.stringify(plan) };
    const execArgv = [...process.execArgv, ...HEAP_OPTIONS];
    child = fork(options.module, [plan.bed], { stdio: ["ignore", "ignore", "inherit", "ipc"], env, execArgv });
    child.on("message", (message) => hear(message as BedMessage | Heartbeat));
    child.once("exit", (code, signal) => died(signal ?? `exit ${code}`));
    child.once("error", () => undefined);
    for (const message of options.greeting?.() ?? []) tell(message);
  }

  function tell(message: BedCommand | RecordingCommand): void {
    if (child?.connected) child.send(message, () => undefined);
  }

  function hear(message: BedMessage | Heartbeat): void {
    // Whoever stopped the bed has said already what is shown instead.
    if (stopping) return;
    const what = message.kind === "vitals" ? "running" : message.kind === "heartbeat" ? "heartbeat" : "preparing";
    health.heard(performance.now(), what);
    if (message.kind === "heartbeat") return;
    if (message.kind === "status") sourceLost = message.state === "source-lost";
    publish(message);
  }

  function died(how: string): void {
    child = null;
    if (stopping) return;
    if (performance.now() - startedMs > STABLE_MS) waitMs = firstWaitMs;
    // A lost source has already said why, in its own words.
    if (!sourceLost) {
      const detail = `the bed's process ${endedFor ?? `died (${how})`} and is started again`;
      const notes = [noteOf("bed-restarts", { why: endedFor === null ? "died" : "ended" })];
      publish({ kind: "status", bed: plan.bed, state: "restarting", detail, notes, progress: null });
    }
    restart = setTimeout(start, waitMs);
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }

  const watch = setInterval(() => {
    if (!child?.pid || endedFor !== null) return;
    endedFor = health.judge(performance.now(), readProcessState(child.pid));
    if (endedFor !== null) child.kill("SIGKILL");
  }, WATCH_MS);

  start();
  return {
    get pid() {
      return child?.pid ?? null;
    },
    tell,
    async stop() {
      stopping = true;
      clearInterval(watch);
      if (restart) clearTimeout(restart);
      const ending = child;
      if (!ending) return;
      await new Promise<void>((resolve) => {
        const kill = setTimeout(() => ending.kill("SIGKILL"), STOP_GRACE_MS);
        ending.once("exit", () => {
          clearTimeout(kill);
          resolve();
        });
        if (ending.connected) ending.disconnect();
      });
    },
  };
}
