import { Worker } from "node:worker_threads";

import { HistoryFault } from "./fault.ts";
import type { HistoryStore } from "./store.ts";
import type { StoreAnswer, StoreCall, StoreMethod, StoreThreadPlan } from "./store-call.ts";

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (fault: HistoryFault) => void;
}

/**
 * Opens a SQLite file in a thread of its own; `module` is the built module of that thread. Calls are answered in their order. Throws a
 * HistoryFault; a thread that dies fails all its calls as `gone`.
 */
export async function openThreadedStore(module: string | URL, plan: StoreThreadPlan): Promise<HistoryStore> {
  const thread = new Worker(module, { workerData: plan });
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let dead: HistoryFault | null = null;

  thread.on("message", (answer: StoreAnswer) => {
    const waiter = waiting.get(answer.call);
    waiting.delete(answer.call);
    if ("why" in answer) waiter?.reject(new HistoryFault(answer.why, answer.message));
    else waiter?.resolve(answer.result);
  });
  const die = (how: string): void => {
    dead ??= new HistoryFault("gone", `${plan.path}: the thread that serves it ended (${how})`);
    for (const { reject } of waiting.values()) reject(dead);
    waiting.clear();
  };
  thread.on("error", ({ message }) => die(message));
  thread.on("exit", (code) => die(`code ${code}`));

  function expect<T>(call: number): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (dead) return reject(dead);
      waiting.set(call, { resolve: (result) => resolve(result as T), reject });
    });
  }

  function forward<M extends StoreMethod>(method: M): HistoryStore[M] {
    const send = (...values: readonly unknown[]): Promise<unknown> => {
      calls++;
      const said: StoreCall = { call: calls, method, values };
      const answer = expect(calls);
      thread.postMessage(said);
      return answer;
    };
    return send as HistoryStore[M];
  }

  const end = async (): Promise<void> => {
    await thread.terminate();
  };

  /**
   * Ends the thread and leaves the file's bytes as they are. Its connection, ended as the last one, would move into the file
   * what the log of pages still holds; so one that may not write outlives it.
   */
  async function abandon(): Promise<void> {
    if (plan.purpose === "read") return end();
    const last = await openThreadedStore(module, { ...plan, purpose: "read" }).catch(() => null);
    // Takes hold of the file, also where it cannot be read.
    await last?.anchors().catch(() => undefined);
    await end();
    await last?.abandon();
  }

  try {
    await expect<void>(0);
  } catch (fault) {
    await abandon();
    throw fault;
  }
  const closeFile = forward("close");
  return {
    appendLog: forward("appendLog"),
    appendTrends: forward("appendTrends"),
    documents: forward("documents"),
    aliveMs: forward("aliveMs"),
    log: forward("log"),
    anchors: forward("anchors"),
    storedRows: forward("storedRows"),
    trendSeconds: forward("trendSeconds"),
    trendMinutes: forward("trendMinutes"),
    saveEvent: forward("saveEvent"),
    events: forward("events"),
    event: forward("event"),
    forgetBed: forward("forgetBed"),
    retain: forward("retain"),
    continueFrom: forward("continueFrom"),
    backup: forward("backup"),
    async close() {
      await closeFile().finally(end);
    },
    abandon,
  };
}
