import { Worker } from "node:worker_threads";

import { HistoryFault } from "./fault.ts";
import type { HistoryStore } from "./store.ts";
import type { StoreAnswer, StoreCall, StoreMethod, StoreThreadPlan } from "./store-call.ts";

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (fault: HistoryFault) => void;
}

/** A store that another thread serves. */
export interface ThreadedStore extends HistoryStore {
  /** Ends the thread without closing the file. */
  abandon(): Promise<void>;
}

/**
 * Opens a SQLite file in a thread of its own; `module` is the built module of that thread. Calls are answered in their order. Throws a
 * HistoryFault; a thread that dies fails all its calls as `gone`.
 */
export async function openThreadedStore(module: string | URL, plan: StoreThreadPlan): Promise<ThreadedStore> {
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

  try {
    await expect<void>(0);
  } catch (fault) {
    await thread.terminate();
    throw fault;
  }
  const closeFile = forward("close");
  const end = async (): Promise<void> => {
    await thread.terminate();
  };
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
    abandon: end,
  };
}
