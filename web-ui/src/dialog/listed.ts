import { createSignal, onCleanup } from "solid-js";

import { ask } from "../sign-in/session.ts";

export interface Listed<T> {
  /** What the station told last; null before. */
  readonly value: () => T | null;
  /** Why it did not tell the last time; empty for nothing. */
  readonly fault: () => string;
  /** Asks again. */
  readonly renew: () => Promise<void>;
}

/** Something that the station lists, asked for now, after each change, and every `everyMs`. `silent`: said where it does not answer. */
export function createListed<T>(path: string, silent: () => string, everyMs?: number): Listed<T> {
  const [value, setValue] = createSignal<T | null>(null);
  const [fault, setFault] = createSignal("");
  async function renew(): Promise<void> {
    const answer = await ask<T>("GET", path);
    if ("value" in answer) setValue(() => answer.value);
    setFault("refused" in answer ? answer.refused || silent() : "");
  }
  void renew();
  if (everyMs !== undefined) {
    const again = setInterval(() => void renew(), everyMs);
    onCleanup(() => clearInterval(again));
  }
  return { value, fault, renew };
}
