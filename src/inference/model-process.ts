import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";

import { MODEL_PROCESS_SOURCE } from "./model-process-source.ts";
import type { Tensor, TensorFacts } from "./runtime.ts";

/** A state of a network: an output that is fed back as an input. */
export interface ModelState {
  readonly input: string;
  readonly output: string;
  readonly dims: readonly number[];
}

/** A network in a process of its own. */
export interface ModelProcess {
  readonly inputs: readonly TensorFacts[];
  readonly outputs: readonly TensorFacts[];
  /**
   * Runs the network once, its states fed back in the process; `fresh`: they are 0 before. Inputs and the asked outputs by name.
   * Calls must not overlap. Throws Error where the run fails, or does not end within `limitMs`: the process is then gone.
   */
  run(
    inputs: Readonly<Record<string, Tensor>>,
    outputs: readonly string[],
    fresh: boolean,
  ): Promise<Readonly<Record<string, Tensor>>>;
  /** Ends the process at once, whatever it does. */
  release(): void;
}

export interface ModelProcessOptions {
  readonly states: readonly ModelState[];
  /** Longest time of a run, ms. */
  readonly limitMs: number;
}

/** Loading may take this long: the library and a large file, on a busy box. */
const LOAD_LIMIT_MS = 60_000;

interface Answer {
  readonly error?: string;
  readonly inputs?: readonly TensorFacts[];
  readonly outputs?: readonly TensorFacts[];
  readonly results?: Readonly<Record<string, Tensor>>;
}

/**
 * Loads an ONNX network of unknown origin into a process of its own: one that crashes, or never ends, takes nothing with it. ONNX
 * Runtime calculates on the thread that asks, which nothing could interrupt here. Throws Error where the file cannot be loaded.
 */
export async function startModelProcess(path: string, { states, limitMs }: ModelProcessOptions): Promise<ModelProcess> {
  const library = createRequire(import.meta.url).resolve("onnxruntime-node");
  const child = spawn(process.execPath, ["--eval", MODEL_PROCESS_SOURCE, library], {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });
  // It lives as long as somebody asks it something.
  child.unref();
  child.channel?.unref();
  const ask = planQuestions(child);
  const { inputs = [], outputs = [] } = await ask({ kind: "load", path, states }, LOAD_LIMIT_MS);
  return {
    inputs,
    outputs,
    run: async (inputs, outputs, fresh) => (await ask({ kind: "run", inputs, outputs, fresh }, limitMs)).results ?? {},
    release: () => void child.kill("SIGKILL"),
  };
}

/** Asks one question at a time. */
function planQuestions(child: ChildProcess): (question: object, limitMs: number) => Promise<Answer> {
  let settle: ((answer: Answer) => void) | null = null;
  let gone: string | null = null;
  const end = (error: string): void => {
    gone ??= error;
    settle?.({ error: gone });
  };
  child.on("message", (answer: Answer) => settle?.(answer));
  child.once("exit", (code, signal) => end(`its process ended with ${signal ?? `code ${code}`}`));
  child.once("error", (error) => end(error.message));
  return async (question, limitMs) => {
    if (gone !== null) throw new Error(gone);
    let timer: NodeJS.Timeout | undefined;
    const answer = await new Promise<Answer>((resolve) => {
      settle = resolve;
      timer = setTimeout(() => {
        end(`it gave no answer within ${limitMs / 1000} s`);
        child.kill("SIGKILL");
      }, limitMs);
      // Where it cannot be sent the process is about to be gone, and its end says why.
      child.send(question, () => undefined);
    });
    clearTimeout(timer);
    settle = null;
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  };
}
