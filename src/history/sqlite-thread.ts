import { parentPort, workerData } from "node:worker_threads";

import { faultOf } from "./fault.ts";
import { openSqliteStore } from "./sqlite-store.ts";
import type { StoreAnswer, StoreCall, StoreThreadPlan } from "./store-call.ts";

// The thread that serves one SQLite file: its calls wait for the disk, and nothing else shall.
const port = parentPort;
if (!port) throw new Error("this module runs in a thread of its own");
const { path, purpose, openedMs } = workerData as StoreThreadPlan;

async function answer(call: number, work: () => Promise<unknown>): Promise<void> {
  let said: StoreAnswer;
  try {
    said = { call, result: await work() };
  } catch (error) {
    const { why, message } = faultOf(error, path);
    said = { call, why, message };
  }
  port?.postMessage(said);
}

const opening = openSqliteStore(path, purpose, openedMs);
// One call after the other, in the order in which they came.
let turn = answer(0, async () => void (await opening));

port.on("message", ({ call, method, values }: StoreCall) => {
  turn = turn.then(() =>
    answer(call, async () => {
      const store = await opening;
      const run = store[method] as (...values: readonly unknown[]) => Promise<unknown>;
      return run(...values);
    }),
  );
});
