import type { FaultCause } from "./fault.ts";
import type { HistoryStore } from "./store.ts";

/** What a store's thread is started with. */
export interface StoreThreadPlan {
  readonly path: string;
  readonly purpose: "write" | "read";
  /** The station's clock as the store is opened, ms. */
  readonly openedMs: number;
}

export type StoreMethod = keyof HistoryStore;

/** A call on its way to the thread; call 0 is the opening itself and is never sent. */
export interface StoreCall {
  readonly call: number;
  readonly method: StoreMethod;
  readonly values: readonly unknown[];
}

/** Its answer. */
export type StoreAnswer =
  | { readonly call: number; readonly result: unknown }
  | { readonly call: number; readonly why: FaultCause; readonly message: string };
