import type { AlarmItem } from "./item.ts";
import type { JournalRecord } from "./journal-line.ts";

/** So many of the last ids are known, to find the place in the log up to which all is taken. */
const KNOWN_IDS = 2000;
/** So many refused messages are kept to be looked at, for each receiver. */
const KEPT_DEAD = 1000;

/** A message that a receiver refused for good. */
export interface DeadLetter {
  /** Its number in the journal. */
  readonly n: number;
  readonly receiver: string;
  readonly item: AlarmItem;
  /** What the receiver said at last. */
  readonly why: string;
  /** First and last attempt, the station's clock, ms; attempts of a life that was killed are not known. */
  readonly firstMs: number;
  readonly atMs: number;
  /** Null where an earlier version of the station did not count them. */
  readonly attempts: number | null;
}

interface Page {
  readonly item: AlarmItem;
  readonly waiting: Set<string>;
  /** By receiver: it was refused before and is sent once more. */
  readonly letters: Map<string, DeadLetter>;
}

/** What a receiver has not had yet. */
export interface WaitingItem {
  readonly n: number;
  readonly item: AlarmItem;
  /** It was refused before and is sent once more. */
  readonly isAgain: boolean;
}

/** What the journal says, in memory. */
export interface Book {
  /** Takes the next record. */
  apply(record: JournalRecord): void;
  /** Fewest records that say the same. Allocates. */
  snapshot(): JournalRecord[];
  stationId(): string | null;
  nextNumber(): number;
  /** Undefined where nothing of the ward was ever seen. */
  seen(ward: string): number | undefined;
  isTaken(id: string): boolean;
  closed(): ReadonlySet<string>;
  /** What a receiver has not had yet, oldest first. Allocates. */
  waitingFor(receiver: string): WaitingItem[];
  /** In the order in which they were given up. */
  deadLetters(): readonly DeadLetter[];
  /** Drops what waits for receivers that are no more. */
  keepOnly(receivers: readonly string[]): void;
}

export function planBook(): Book {
  let stationId: string | null = null;
  let next = 1;
  let closed = new Set<string>();
  let dead: DeadLetter[] = [];
  const pages = new Map<number, Page>();
  const seen = new Map<string, number>();
  const taken = new Set<string>();

  function take(id: string): void {
    taken.delete(id);
    taken.add(id);
    for (const oldest of taken) {
      if (taken.size <= KNOWN_IDS) break;
      taken.delete(oldest);
    }
  }

  /** Null where it did not wait; `before`: it was refused before. */
  function finish(
    n: number,
    receiver: string,
  ): { readonly item: AlarmItem; readonly before: DeadLetter | undefined } | null {
    const page = pages.get(n);
    if (!page?.waiting.delete(receiver)) return null;
    if (page.waiting.size === 0) pages.delete(n);
    const before = page.letters.get(receiver);
    page.letters.delete(receiver);
    return { item: page.item, before };
  }

  function bury(letter: DeadLetter): void {
    dead.push(letter);
    const same = dead.filter(({ receiver }) => receiver === letter.receiver);
    if (same.length > KEPT_DEAD) dead = dead.filter((each) => each !== same[0]);
  }

  function unbury(n: number, receiver: string): DeadLetter | undefined {
    const letter = dead.find((each) => each.n === n && each.receiver === receiver);
    if (letter) dead = dead.filter((each) => each !== letter);
    return letter;
  }

  return {
    apply(record) {
      switch (record.k) {
        case "station":
          stationId = record.id;
          return;
        case "put":
          next = Math.max(next, record.n + 1);
          take(record.item.id);
          if (record.to.length > 0) {
            pages.set(record.n, { item: record.item, waiting: new Set(record.to), letters: new Map() });
          }
          return;
        case "done":
          finish(record.n, record.r);
          return;
        case "dead": {
          const { n, r: receiver, why, atMs, firstMs = atMs, attempts = null } = record;
          const done = finish(n, receiver);
          if (done === null) return;
          const { item, before } = done;
          const all = before?.attempts === null || attempts === null ? null : (before?.attempts ?? 0) + attempts;
          bury({ n, receiver, item, why, atMs, firstMs: before?.firstMs ?? firstMs, attempts: all });
          return;
        }
        case "again": {
          const { n, r: receiver } = record;
          const letter = unbury(n, receiver);
          if (letter === undefined) return;
          const page = pages.get(n) ?? { item: letter.item, waiting: new Set(), letters: new Map() };
          page.waiting.add(receiver);
          page.letters.set(receiver, letter);
          pages.set(n, page);
          return;
        }
        case "discarded":
          unbury(record.n, record.r);
          return;
        case "seen":
          seen.set(record.ward, record.sequence);
          return;
        case "taken":
          for (const id of record.ids) take(id);
          return;
        case "closed":
          closed = new Set(record.ids);
      }
    },
    snapshot() {
      const records: JournalRecord[] = [{ k: "taken", ids: [...taken] }];
      if (stationId !== null) records.push({ k: "station", id: stationId });
      for (const [ward, sequence] of seen) records.push({ k: "seen", ward, sequence });
      if (closed.size > 0) records.push({ k: "closed", ids: [...closed] });
      for (const letter of dead) {
        // Its own numbers, so that the dead of one receiver may wait for another.
        records.push({ k: "put", n: letter.n, to: [letter.receiver], item: letter.item }, deadRecord(letter));
      }
      for (const [n, { item, waiting, letters }] of pages) {
        records.push({ k: "put", n, to: [...waiting], item });
        for (const [r, letter] of letters) records.push(deadRecord(letter), { k: "again", n, r });
      }
      return records;
    },
    stationId: () => stationId,
    nextNumber: () => next,
    seen: (ward) => seen.get(ward),
    isTaken: (id) => taken.has(id),
    closed: () => closed,
    waitingFor: (receiver) =>
      [...pages]
        .filter(([, { waiting }]) => waiting.has(receiver))
        .map(([n, { item, letters }]) => ({ n, item, isAgain: letters.has(receiver) })),
    deadLetters: () => dead,
    keepOnly(receivers) {
      for (const [n, { waiting }] of pages) {
        for (const receiver of waiting) if (!receivers.includes(receiver)) finish(n, receiver);
      }
      dead = dead.filter(({ receiver }) => receivers.includes(receiver));
    },
  };
}

function deadRecord({ n, receiver, why, firstMs, atMs, attempts }: DeadLetter): JournalRecord {
  return { k: "dead", n, r: receiver, why, atMs, firstMs, ...(attempts !== null && { attempts }) };
}
