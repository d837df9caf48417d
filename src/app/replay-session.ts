import { type ChildProcess, fork } from "node:child_process";

import { AfarError } from "../base/errors.ts";
import { noteOf } from "../wire/note-codes.ts";

import {
  REPLAY_BEGINS,
  REPLAY_VARIABLE,
  type ReplayAnswer,
  type ReplayPlan,
  type ReplayProgress,
  type ReplayQuestion,
} from "./replay-messages.ts";

/** A replay in a process of its own, and the questions that it has not answered yet. */
export interface ReplaySession {
  progress(): ReplayProgress;
  /** JSON, as the process wrote it. Throws INTERNAL where the process ends before. */
  ask(what: "seconds" | "overview", from: number, count: number): Promise<string>;
  /** Kills the process. */
  close(): void;
}

/** Starts a replay. `module`: of its process, built. */
export function startReplay(plan: ReplayPlan, module: string): ReplaySession {
  // The command line tells no path: everybody on the box may list processes.
  const env = { ...process.env, [REPLAY_VARIABLE]: JSON.stringify(plan) };
  const child: ChildProcess = fork(module, [], { stdio: ["ignore", "ignore", "inherit", "ipc"], env });
  const waiting = new Map<number, { resolve: (text: string) => void; reject: (error: Error) => void }>();
  let progress = REPLAY_BEGINS;
  let asked = 0;

  child.on("message", (told: ReplayAnswer) => {
    if (told.kind === "progress") progress = told.progress;
    else {
      waiting.get(told.question)?.resolve(told.text);
      waiting.delete(told.question);
    }
  });
  child.once("error", () => undefined);
  child.once("exit", () => {
    const notes = progress.notes ?? [noteOf("replay-ended", {})];
    progress = { ...progress, state: "failed", fault: progress.fault ?? "the replay's process has ended", notes };
    for (const { reject } of waiting.values()) reject(ended());
    waiting.clear();
  });

  return {
    progress: () => progress,
    ask(what, from, count) {
      if (!child.connected) return Promise.reject(ended());
      asked += 1;
      const question: ReplayQuestion =
        what === "seconds" ? { question: asked, what, from, count } : { question: asked, what, from };
      return new Promise((resolve, reject) => {
        waiting.set(question.question, { resolve, reject });
        child.send(question, () => undefined);
      });
    },
    close: () => {
      child.kill("SIGKILL");
    },
  };
}

function ended(): AfarError {
  return new AfarError("INTERNAL", "the replay's process has ended: open the recording again", {
    note: noteOf("replay-ended", {}),
  });
}
