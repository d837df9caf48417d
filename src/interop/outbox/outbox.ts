import { randomBytes } from "node:crypto";

import type { AlarmNotice, Notice } from "../../wire/receiver-notices.ts";

import { type DeadLetter, planBook } from "./book.ts";
import { type Dispatcher, type Pace, type ReceiverTrouble, startDispatcher, USUAL_PACE } from "./dispatcher.ts";
import { alarmItem, passingItem } from "./item.ts";
import { openJournal } from "./journal.ts";
import type { JournalRecord } from "./journal-line.ts";
import { planReceiverQueue, type ReceiverQueue } from "./receiver-queue.ts";
import type { Transport } from "./transport.ts";

const DRAIN_STEP_MS = 20;

export interface OutboxPlan {
  /** File of the journal. */
  readonly path: string;
  /** By the receiver's name; given who the station is to them. */
  readonly transports: (stationId: string) => ReadonlyMap<string, Transport>;
  readonly pace?: Pace;
  /** The station's clock, ms, for what people read. */
  readonly nowMs: () => number;
}

/** How one receiver does. */
export interface ReceiverHealth {
  readonly receiver: string;
  /** Null where all is well. */
  readonly trouble: ReceiverTrouble | null;
  readonly waitingAlarms: number;
  readonly waitingValues: number;
  readonly droppedValues: number;
  /** Messages taken since the station began. */
  readonly delivered: number;
  /** When it took the last of them, the station's clock, ms; null before the first. */
  readonly lastDeliveryMs: number | null;
}

/** Messages on their way to all receivers. */
export interface Outbox {
  /** Identity of the station, 16 hexadecimal digits: an EUI-64 of its own making, the same in all its lives. */
  readonly stationId: string;
  /**
   * Takes an alarm for all receivers; one that was taken before is left. `id`: of its message, where it is not told as its event
   * says. Resolves when it is on the disk.
   */
  putAlarm(notice: AlarmNotice, id?: string): Promise<void>;
  /** Takes values or a state, for the named receivers or all; they are kept in memory only: after a restart they would be old. */
  putPassing(notice: Notice, receivers?: readonly string[]): void;
  isTaken(messageId: string): boolean;
  /** Row of a ward's log up to which all alarms are taken; undefined where none ever was. */
  seen(ward: string): number | undefined;
  setSeen(ward: string, sequence: number): void;
  /** Alarms that were told to be over when the station ended. */
  closedAlarms(): ReadonlySet<string>;
  setClosedAlarms(ids: readonly string[]): void;
  health(): ReceiverHealth[];
  /** Why what is taken is not on the disk; null where it is. */
  journalFault(): string | null;
  /** Messages that a receiver refused for good, in the order in which they were given up. */
  deadLetters(): readonly DeadLetter[];
  /** Sends what a receiver refused once more: the message of that id, or all. Returns how many. */
  sendAgain(receiver: string, id: string | null): number;
  /** Throws away what a receiver refused; false where there is no such message. */
  discard(receiver: string, id: string): boolean;
  /** Goes on sending alarms for at most so long, then ends: what is left is sent by the next life. */
  close(drainMs: number): Promise<void>;
}

interface Receiver {
  readonly name: string;
  readonly transport: Transport;
  readonly queue: ReceiverQueue;
  readonly dispatcher: Dispatcher;
}

/** Opens an outbox and goes on with what its journal holds. */
export async function openOutbox({ path, transports, pace = USUAL_PACE, nowMs }: OutboxPlan): Promise<Outbox> {
  const book = planBook();
  let journalFault: string | null = null;
  const journal = await openJournal({
    path,
    replay: (record) => book.apply(record),
    snapshot: () => book.snapshot(),
    changed: (fault) => {
      journalFault = fault;
    },
  });
  const stationId = book.stationId() ?? ownIdentity();
  if (book.stationId() === null) await write({ k: "station", id: stationId });

  function write(...records: JournalRecord[]): Promise<void> {
    for (const record of records) book.apply(record);
    // On a disk that takes nothing the messages still go out.
    return journal.append(records);
  }

  function note(record: JournalRecord): void {
    book.apply(record);
    journal.note(record);
  }

  const receivers: Receiver[] = [];
  const ways = transports(stationId);
  book.keepOnly([...ways.keys()]);
  for (const [name, transport] of ways) {
    const queue = planReceiverQueue();
    for (const { n, item, isAgain } of book.waitingFor(name)) {
      if (isAgain) queue.putAgain(n, item);
      else putInto(name, queue, n, item);
    }
    const dispatcher = startDispatcher({
      queue,
      transport,
      pace,
      nowMs,
      taken: ({ number }) => {
        if (number !== null) note({ k: "done", n: number, r: name });
      },
      givenUp: ({ number }, { why, firstMs, lastMs, attempts }) => {
        if (number !== null) note({ k: "dead", n: number, r: name, why, atMs: lastMs, firstMs, attempts });
      },
    });
    receivers.push({ name, transport, queue, dispatcher });
  }

  function putInto(name: string, queue: ReceiverQueue, number: number, item: ReturnType<typeof alarmItem>): void {
    const replaced = queue.putAlarm(number, item);
    if (replaced !== null) note({ k: "done", n: replaced, r: name });
  }

  function lettersOf(name: string, id: string | null): DeadLetter[] {
    return book.deadLetters().filter(({ receiver, item }) => receiver === name && (id === null || item.id === id));
  }

  const life = randomBytes(8).toString("hex");
  let passed = 0;

  return {
    stationId,
    putAlarm(notice, id) {
      const item = alarmItem(notice, id);
      if (book.isTaken(item.id)) return Promise.resolve();
      const number = book.nextNumber();
      const takers = receivers.filter(({ transport }) => transport.wants(item));
      const kept = write({ k: "put", n: number, to: takers.map(({ name }) => name), item });
      for (const { name, queue, dispatcher } of takers) {
        putInto(name, queue, number, item);
        dispatcher.wake();
      }
      return kept;
    },
    putPassing(notice, names) {
      const item = passingItem(notice, life, passed++);
      for (const { name, transport, queue, dispatcher } of receivers) {
        if (!transport.wants(item) || names?.includes(name) === false) continue;
        if (notice.type === "state") queue.putState(item);
        else queue.putValues(item);
        dispatcher.wake();
      }
    },
    isTaken: (id) => book.isTaken(id),
    seen: (ward) => book.seen(ward),
    setSeen: (ward, sequence) => void write({ k: "seen", ward, sequence }),
    closedAlarms: () => book.closed(),
    setClosedAlarms: (ids) => void write({ k: "closed", ids }),
    health: () =>
      receivers.map(({ name, queue, dispatcher }) => ({
        receiver: name,
        trouble: dispatcher.trouble(),
        waitingAlarms: queue.alarms(),
        waitingValues: queue.values(),
        droppedValues: queue.droppedValues(),
        delivered: dispatcher.delivered(),
        lastDeliveryMs: dispatcher.lastDeliveryMs(),
      })),
    journalFault: () => journalFault,
    deadLetters: () => book.deadLetters(),
    sendAgain(name, id) {
      const receiver = receivers.find((each) => each.name === name);
      const letters = lettersOf(name, id);
      for (const { n, item } of letters) {
        void write({ k: "again", n, r: name });
        receiver?.queue.putAgain(n, item);
      }
      receiver?.dispatcher.wake();
      return letters.length;
    },
    discard(name, id) {
      const letters = lettersOf(name, id);
      for (const { n } of letters) void write({ k: "discarded", n, r: name });
      return letters.length > 0;
    },
    async close(drainMs) {
      const endMs = performance.now() + drainMs;
      while (performance.now() < endMs && receivers.some(({ queue }) => queue.alarms() > 0)) {
        await new Promise((resolve) => setTimeout(resolve, DRAIN_STEP_MS));
      }
      await Promise.all(receivers.map(({ dispatcher }) => dispatcher.close()));
      await journal.close();
    },
  };
}

/** An EUI-64 that says of itself that no registry gave it out. */
function ownIdentity(): string {
  const bytes = randomBytes(8);
  bytes[0] = (bytes[0] & 0b1111_1100) | 0b0000_0010;
  return bytes.toString("hex").toUpperCase();
}
