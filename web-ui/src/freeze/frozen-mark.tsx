import "./freeze.css";

import { Show } from "solid-js";

import { timeOfDay } from "../top-bar/clock.ts";

import { freezeWords } from "./freeze-words.ts";
import { frozenAtMs } from "./frozen.ts";

/** Lies over a frozen wave, so that it is never taken for a live one: hatched, with the word and the time. */
export function FrozenMark() {
  return (
    <Show when={frozenAtMs()}>
      {(atMs) => (
        <div class="frozen-mark" data-testid="frozen">
          <b>{freezeWords.frozen}</b> <span>{freezeWords.at(timeOfDay(atMs()))}</span>
        </div>
      )}
    </Show>
  );
}
