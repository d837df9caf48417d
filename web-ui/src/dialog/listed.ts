import { createSignal, onCleanup } from "solid-js";

import { ask } from "../sign-in/session.ts";
import { createFault } from "../words/sentence.ts";

export interface Listed<T> {
  /** What the station told last; null before. */
  readonly value: () => T | null;
  /** Why it did not tell the last time; empty for nothing. */
  readonly fault: () => string;
  /** Asks again. */
  readonly renew: () => Promise<void>;
}

/** Something that the station lists, asked for now, after each change, and every `everyMs`. */
export function createListed<T>(path: string, everyMs?: number): Listed<T> {
  const [value, setValue] = createSignal<T | null>(null);
  const fault = createFault();
  async function renew(): Promise<void> {
    const answer = await ask<T>("GET", path);
    if ("value" in answer) setValue(() => answer.value);
    fault.set("refused" in answer ? answer.refused : null);
  }
  void renew();
  if (everyMs !== undefined) {
    const again = setInterval(() => void renew(), everyMs);
    onCleanup(() => clearInterval(again));
  }
  return { value, fault: fault.text, renew };
}
