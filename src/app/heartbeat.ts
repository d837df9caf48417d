import { Worker } from "node:worker_threads";

const HEARTBEAT_MS = 500;
const PARENT_WATCH_MS = 1000;

/** Sign of life between a bed's process and the station; it goes no further. */
export interface Heartbeat {
  readonly kind: "heartbeat";
}

/** Sends a heartbeat twice a second, from the thread that does the bed's work. */
export function startHeartbeat(send: (heartbeat: Heartbeat) => void): void {
  setInterval(() => send({ kind: "heartbeat" }), HEARTBEAT_MS).unref();
}

/**
 * Ends this process when its parent is gone, from a thread of its own: a chain that hangs would never hear that the station
 * was killed, and would live on for ever.
 */
export function endWithParent(): void {
  const source = `
    const { ppid, pid } = process;
    setInterval(() => { if (process.ppid !== ppid) process.kill(pid, "SIGKILL"); }, ${PARENT_WATCH_MS});`;
  new Worker(source, { eval: true }).unref();
}
