import { freshFile, newestFile } from "./history-files.ts";
import type { PostgresPlace } from "./postgres-session.ts";
import { openPostgresStore } from "./postgres-store.ts";
import { planReserve, type Reserve } from "./reserve.ts";
import type { HistoryStore } from "./store.ts";
import { openThreadedStore } from "./threaded-store.ts";

/** Room for several thousand alarms: 4 MiB for SQLite's log of pages, the rest for rows of some 1.5 kB. */
const RESERVE_BYTES = 16 << 20;

/** Where a station's history lies. */
export type HistoryPlace =
  | {
      readonly kind: "sqlite";
      readonly path: string;
      /** The built module of sqlite-thread.ts. */
      readonly threadModule: string | URL;
      /** Room that is kept for alarms on a full disk. */
      readonly reserveBytes?: number;
    }
  | ({ readonly kind: "postgres" } & PostgresPlace);

export interface OpenedStore {
  /** For the reader of a sentence. */
  readonly name: string;
  readonly store: HistoryStore;
}

/** What opens stores at a place. Its methods throw a HistoryFault. */
export interface Backend {
  /** The store that recording goes on in. */
  open(): Promise<OpenedStore>;
  /** An empty store beside one that is to be set aside; null where there is no such thing. */
  readonly openFresh: (() => Promise<OpenedStore>) | null;
  /** The same store as `open`, for reading beside the writing. */
  openReader(): Promise<HistoryStore>;
  /** Null where the disk is not ours. */
  readonly reserve: Reserve | null;
}

/** `nowMs`: the station's clock, ms. */
export function planBackend(place: HistoryPlace, nowMs: () => number): Backend {
  if (place.kind === "postgres") {
    return {
      async open() {
        return { name: `database ${place.schema}`, store: await openPostgresStore(place) };
      },
      openFresh: null,
      openReader: () => openPostgresStore(place),
      reserve: null,
    };
  }

  const { path, threadModule, reserveBytes = RESERVE_BYTES } = place;
  const openFile = async (file: string): Promise<OpenedStore> => {
    return {
      name: file,
      store: await openThreadedStore(threadModule, { path: file, purpose: "write", openedMs: nowMs() }),
    };
  };
  return {
    open: async () => openFile(newestFile(path)),
    openFresh: async () => openFile(freshFile(path)),
    openReader: async () =>
      openThreadedStore(threadModule, { path: newestFile(path), purpose: "read", openedMs: nowMs() }),
    reserve: planReserve(`${path}.reserve`, reserveBytes),
  };
}
