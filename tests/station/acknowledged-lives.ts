import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import type { AlarmEvent } from "../../src/wire/alarms.ts";
import type { ReceiverChoice } from "../../src/wire/receiver-choice.ts";
import { parseBody } from "../../src/history/hash-chain.ts";
import { openSqliteStore } from "../../src/history/sqlite-store.ts";
import { alarmEventOf } from "../../src/app/receiver-catch-up.ts";
import { seededMoments } from "../seeded-moments.ts";

import { receiver, type receiverModules, startReceiverStation } from "./receiver-lives.ts";

export interface LivesPlan {
  /** What watches beds 1 and 2. */
  readonly sources: readonly [string, string];
  readonly receiver: ReceiverChoice;
  /** Acknowledged alarms begin anew: the more often, the more of them. */
  readonly acknowledgeEveryMs: number;
}

/** A station of two beds whose alarms are acknowledged over and over, through one life after another. */
export interface AcknowledgedLives {
  /** Its own chance, 0..1, seeded. */
  readonly moment: () => number;
  /** Resolves when the page of this life is there. */
  ready(): Promise<unknown>;
  /** Kills this life and begins the next. */
  killed(): Promise<void>;
  /** No more acknowledgements. */
  rest(): void;
  /** Ends the last life in order: its end waits until receivers have heard of it. Returns the log's events of alarms, in its order. */
  stop(): Promise<AlarmEvent[]>;
}

/** Begins the first life, in `folder`. What lives at the end of the test is killed. */
export function startAcknowledgedLives(
  folder: string,
  modules: ReturnType<ReturnType<typeof receiverModules>>,
  { sources, receiver: choice, acknowledgeEveryMs }: LivesPlan,
): AcknowledgedLives {
  mkdirSync(folder, { recursive: true });
  const historyPath = join(folder, "history.db");
  const begin = () => startReceiverStation(modules, { historyPath, sources, receivers: [receiver(choice)] });
  let station = begin();
  const acknowledging = setInterval(() => {
    for (const bed of ["1", "2"]) void station.order(bed, { order: "acknowledge", id: null });
  }, acknowledgeEveryMs);
  const rest = () => clearInterval(acknowledging);
  onTestFinished(async () => {
    rest();
    await station.kill();
  });
  return {
    moment: seededMoments(),
    ready: () => station.port,
    async killed() {
      await station.kill();
      station = begin();
    },
    rest,
    async stop() {
      await station.stop();
      return loggedEvents(historyPath);
    },
  };
}

async function loggedEvents(path: string): Promise<AlarmEvent[]> {
  const store = await openSqliteStore(path, "read", 0);
  const events: AlarmEvent[] = [];
  for (let after = 0; ; ) {
    const stored = await store.storedRows(after, 1000);
    if (stored.length === 0) break;
    const rows = stored.map(({ body }) => parseBody(body));
    after = rows[rows.length - 1].sequence;
    events.push(...rows.flatMap((row) => alarmEventOf(row) ?? []));
  }
  await store.close();
  return events;
}
