import { createRoot, createSignal } from "solid-js";

export const LANGUAGES = ["en", "zh-Hant", "zh-Hans"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Words by the name that `spoken` gave them. */
type Named = Readonly<Record<string, object>>;

const [language, setLanguage] = createRoot(() => createSignal<Language>("en"));
const known = new Map<Language, Named>();

/** The language that is spoken now: one whose words are here. */
export { language };

/** Speaks a language from now on; English needs no `dictionary`. */
export function speak(next: Language, dictionary?: object): void {
  if (dictionary) known.set(next, dictionary as Named);
  setLanguage(next);
}

/** A dictionary's shape: the keys of the English one, with any words. */
export type Widened<T> = T extends string
  ? string
  : T extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { readonly [Key in keyof T]: Widened<T[Key]> };

/**
 * Words in the language that is spoken now: what reads them in JSX, a memo or an effect follows a change of language. A folder
 * keeps its English words beside what says them, under a name of its own; the other languages have a folder each, loaded when
 * they are spoken.
 */
export function spoken<T extends object>(name: string, english: T): Widened<T> {
  return new Proxy(english as unknown as Widened<T> & object, {
    get: (_, key) => Reflect.get(known.get(language())?.[name] ?? english, key),
  });
}
