import type { AlarmItem } from "./item.ts";
import type { JournalRecord } from "./journal-line.ts";

/** So many of the last ids are known, to find the place in the log up to which all is taken. */
const KNOWN_IDS = 2000;
/** So many refused messages are kept to be looked at, for each receiver. */
const KEPT_DEAD = 1000;

export interface DeadLetter {
  readonly receiver: string;
  readonly item: AlarmItem;
  readonly why: string;
  readonly atMs: number;
}

interface Page {
  readonly item: AlarmItem;
  readonly waiting: Set<string>;
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
  waitingFor(receiver: string): [number: number, item: AlarmItem][];
  /** Oldest first. */
  deadLetters(): readonly DeadLetter[];
  /** Drops what waits for receivers that are no more. */
  keepOnly(receivers: readonly string[]): void;
}

export function planBook(): Book {
  let stationId: string | null = null;
  let next = 1;
  let closed = new Set<string>();
  let dead: (DeadLetter & { readonly n: number })[] = [];
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

  function finish(n: number, receiver: string): AlarmItem | null {
    const page = pages.get(n);
    if (!page?.waiting.delete(receiver)) return null;
    if (page.waiting.size === 0) pages.delete(n);
    return page.item;
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
          if (record.to.length > 0) pages.set(record.n, { item: record.item, waiting: new Set(record.to) });
          return;
        case "done":
          finish(record.n, record.r);
          return;
        case "dead": {
          const { n, r: receiver, why, atMs } = record;
          const item = finish(n, receiver);
          if (item === null) return;
          dead.push({ n, receiver, item, why, atMs });
          const same = dead.filter((letter) => letter.receiver === receiver);
          if (same.length > KEPT_DEAD) dead = dead.filter((letter) => letter !== same[0]);
          return;
        }
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
      for (const { n, receiver, item, why, atMs } of dead) {
        // Its own numbers, so that the dead of one receiver may wait for another.
        records.push({ k: "put", n, to: [receiver], item }, { k: "dead", n, r: receiver, why, atMs });
      }
      for (const [n, { item, waiting }] of pages) records.push({ k: "put", n, to: [...waiting], item });
      return records;
    },
    stationId: () => stationId,
    nextNumber: () => next,
    seen: (ward) => seen.get(ward),
    isTaken: (id) => taken.has(id),
    closed: () => closed,
    waitingFor: (receiver) =>
      [...pages].filter(([, { waiting }]) => waiting.has(receiver)).map(([n, { item }]) => [n, item]),
    deadLetters: () => dead,
    keepOnly(receivers) {
      for (const [n, { waiting }] of pages) {
        for (const receiver of waiting) if (!receivers.includes(receiver)) finish(n, receiver);
      }
      dead = dead.filter(({ receiver }) => receivers.includes(receiver));
    },
  };
}
