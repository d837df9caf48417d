import { createUniqueId, For } from "solid-js";

import type { AlarmSettings } from "../../../src/wire/alarms.ts";

import { limitWords } from "./limit-words.ts";

export type Delays = Pick<AlarmSettings, "conditionDelayS" | "extremeDelayS" | "noBreathDelayS">;

const FIELDS = [
  { key: "conditionDelayS", word: "condition", least: 0, most: 15 },
  { key: "extremeDelayS", word: "extreme", least: 0, most: 15 },
  { key: "noBreathDelayS", word: "noBreath", least: 10, most: 40 },
] as const;

/** For how long something must last before it alarms. */
export function DelayFields(props: { readonly delays: Delays; readonly change: (delays: Delays) => void }) {
  const titleId = createUniqueId();
  return (
    <fieldset class="delays" aria-labelledby={titleId}>
      <h3 id={titleId}>{limitWords.delays}</h3>
      <For each={FIELDS}>
        {({ key, word, least, most }) => (
          <label>
            {limitWords[word]}
            <input
              type="number"
              data-testid={key}
              min={least}
              max={most}
              value={props.delays[key]}
              onInput={(event) => props.change({ ...props.delays, [key]: event.currentTarget.valueAsNumber })}
            />
          </label>
        )}
      </For>
    </fieldset>
  );
}
