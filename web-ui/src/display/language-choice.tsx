import { For } from "solid-js";

import { chooseLanguage } from "../words/choice.ts";
import { LANGUAGES, type Language, language } from "../words/language.ts";

/** Each language in its own words: whoever needs it can read it. */
const NAMES: Readonly<Record<Language, readonly [short: string, whole: string]>> = {
  en: ["EN", "English"],
  "zh-Hant": ["繁", "繁體中文"],
  "zh-Hans": ["简", "简体中文"],
};

/** A button for each language. */
export function LanguageChoice() {
  return (
    <span class="language-choice">
      <For each={LANGUAGES}>
        {(each) => (
          <button
            type="button"
            lang={each}
            data-testid={`language-${each}`}
            title={NAMES[each][1]}
            aria-pressed={language() === each}
            onClick={() => void chooseLanguage(each)}
          >
            {NAMES[each][0]}
          </button>
        )}
      </For>
    </span>
  );
}
