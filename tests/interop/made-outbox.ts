import { join } from "node:path";

import { onTestFinished } from "vitest";

import type { Pace } from "../../src/interop/outbox/dispatcher.ts";
import { type Outbox, openOutbox } from "../../src/interop/outbox/outbox.ts";
import type { Transport } from "../../src/interop/outbox/transport.ts";

/** As usual, but in a hurry. */
const QUICK: Pace = { firstWaitMs: 10, longestWaitMs: 50, mostAskedMs: 1000, refusals: 3, probeMs: 50, troubleMs: 100 };

/** An outbox with one receiver, `there`; it ends with the test. */
export async function openMadeOutbox(folder: string, transport: Transport, pace = QUICK): Promise<Outbox> {
  const path = join(folder, "outbox.journal");
  const outbox = await openOutbox({ path, transports: () => new Map([["there", transport]]), pace, nowMs: Date.now });
  onTestFinished(() => outbox.close(0));
  return outbox;
}

export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 3000 && !holds(); tries++) await new Promise((done) => setTimeout(done, 10));
  if (!holds()) throw new Error(`never so: ${holds}`);
}
