import { createKept, oneOf } from "../screen/kept.ts";

import type { Dictionary } from "./dictionary.ts";
import { LANGUAGES, type Language, speak } from "./language.ts";

/** English comes with the page; each other language is a file of its own, which the station serves. */
const OTHERS: Readonly<Record<Exclude<Language, "en">, () => Promise<{ readonly dictionary: Dictionary }>>> = {
  "zh-Hant": () => import("./zh-hant/dictionary.ts"),
  "zh-Hans": () => import("./zh-hans/dictionary.ts"),
};
/** After so long the others are fetched too: by the time that one is chosen, the station may be out of reach. */
const FETCH_OTHERS_MS = 5000;

const [kept, keep] = createKept<Language>("language", "en", oneOf(LANGUAGES));
let choices = 0;

/** Speaks a language from now on, and at the next visit. Where its words cannot be fetched, the one before stays. */
export async function chooseLanguage(next: Language): Promise<void> {
  const choice = ++choices;
  try {
    const dictionary = next === "en" ? undefined : (await OTHERS[next]()).dictionary;
    // Whoever chose again meanwhile gets that.
    if (choice !== choices) return;
    speak(next, dictionary);
    keep(next);
  } catch {
    // The link's own state says that the station cannot be heard.
  }
}

/** Speaks what this screen spoke last; the other languages are fetched behind it. */
export async function recallLanguage(): Promise<void> {
  await chooseLanguage(kept());
  setTimeout(() => {
    for (const fetch of Object.values(OTHERS)) fetch().catch(() => undefined);
  }, FETCH_OTHERS_MS);
}
