import { type ChildProcess, fork } from "node:child_process";

import type { BedMessage } from "../wire/messages.ts";

import type { BedPlan } from "./bed-plan.ts";

/** First wait before a bed is started again, doubled with each death in a row. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** A bed that ran so long has recovered: the next death starts from the first wait. */
const STABLE_MS = 60_000;
/** A running bed says something several times a second; one that is silent for so long hangs and is ended. */
const SILENCE_MS = 5_000;
/** Preparing models or a first frame may take longer than a frame does. */
const PREPARING_SILENCE_MS = 60_000;
const WATCH_MS = 1_000;
/** A bed that does not end by itself within this time is killed. */
const STOP_GRACE_MS = 1_000;

export interface BedSupervisor {
  /** Process id of the running process, or null between two. */
  readonly pid: number | null;
  /** Ends the process and waits for it. */
  stop(): Promise<void>;
}

export interface SupervisorOptions {
  /** Module that the process runs, built. */
  readonly module: string;
  readonly firstWaitMs?: number;
  readonly silenceMs?: number;
}

/** Keeps one bed's process running: started again with growing waits when it dies, ended when it hangs. */
export function superviseBed(
  plan: BedPlan,
  publish: (message: BedMessage) => void,
  options: SupervisorOptions,
): BedSupervisor {
  const firstWaitMs = options.firstWaitMs ?? FIRST_WAIT_MS;
  let child: ChildProcess | null = null;
  let waitMs = firstWaitMs;
  let startedMs = 0;
  let heardMs = 0;
  let running = false;
  let sourceLost = false;
  let stopping = false;
  let restart: NodeJS.Timeout | null = null;

  function start(): void {
    restart = null;
    running = false;
    sourceLost = false;
    startedMs = heardMs = performance.now();
    child = fork(options.module, [JSON.stringify(plan)], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    child.on("message", (message) => hear(message as BedMessage));
    child.once("exit", (code, signal) => died(signal ?? `exit ${code}`));
    child.once("error", () => undefined);
  }

  function hear(message: BedMessage): void {
    heardMs = performance.now();
    running ||= message.kind === "vitals";
    if (message.kind === "status") sourceLost = message.state === "source-lost";
    publish(message);
  }

  function died(how: string): void {
    child = null;
    if (stopping) return;
    if (performance.now() - startedMs > STABLE_MS) waitMs = firstWaitMs;
    // A lost source has already said why, in its own words.
    if (!sourceLost) {
      const detail = `the bed's process stopped (${how}) and is started again`;
      publish({ kind: "status", bed: plan.bed, state: "restarting", detail, progress: null });
    }
    restart = setTimeout(start, waitMs);
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }

  const watch = setInterval(() => {
    const allowedMs = running ? (options.silenceMs ?? SILENCE_MS) : PREPARING_SILENCE_MS;
    if (child && performance.now() - heardMs > allowedMs) child.kill("SIGKILL");
  }, WATCH_MS);

  start();
  return {
    get pid() {
      return child?.pid ?? null;
    },
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
