import { type Accessor, createEffect, createSignal, onCleanup } from "solid-js";

import { type Sentence, sentenceOf } from "../words/sentence.ts";

/** What was asked of the station, as far as it is known. */
export interface Asked<T> {
  /** The newest answer; null before the first. It stays until the next one is there. */
  readonly value: Accessor<T | null>;
  /** The station's sentence where the last question failed; null while none has. */
  readonly fault: Accessor<string | null>;
}

/** Asks each time `key` changes; nothing while it is null. Answers that come too late are dropped. */
export function createAsked<T>(key: Accessor<string | null>, load: () => Promise<T>): Asked<T> {
  const [value, setValue] = createSignal<T | null>(null);
  const [fault, setFault] = createSignal<Sentence | null>(null);
  createEffect(() => {
    if (key() === null) return;
    let isLate = false;
    onCleanup(() => {
      isLate = true;
    });
    load().then(
      (answer) => {
        if (isLate) return;
        setValue(() => answer);
        setFault(null);
      },
      (error: unknown) => {
        if (!isLate) setFault(() => sentenceOf(error));
      },
    );
  });
  return { value, fault: () => fault()?.() ?? null };
}
