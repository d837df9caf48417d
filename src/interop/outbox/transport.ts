import type { OutboxItem } from "./item.ts";

/** What became of one attempt. */
export type Outcome =
  | { readonly kind: "taken" }
  /** The receiver was not reached, did not answer or cannot take anything now: the same message is tried again without end. */
  | {
      readonly kind: "failed";
      readonly detail: string;
      /** The receiver asked to be left alone for so long, ms. */
      readonly waitMs?: number;
    }
  /** The receiver answered that it will not have this message. */
  | { readonly kind: "refused"; readonly detail: string };

export const TAKEN: Outcome = { kind: "taken" };

/** The way to one receiver. One call at a time; nothing is thrown. */
export interface Transport {
  /** True for what this receiver is to be told. */
  wants(item: OutboxItem): boolean;
  /** Hands one message over and waits, for a bounded time, until the receiver has it. */
  deliver(item: OutboxItem): Promise<Outcome>;
  /** Finds out whether the receiver is there, without a message. */
  probe(): Promise<Outcome>;
  close(): Promise<void>;
}
