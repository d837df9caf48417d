import { createKept, oneOf } from "../screen/kept.ts";

export const LANGUAGES = ["en", "zh-Hant", "zh-Hans"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of this screen; English until somebody chooses. */
export const [language, chooseLanguage] = createKept<Language>("language", "en", oneOf(LANGUAGES));

/** A dictionary's shape: the keys of the English one, with any words. */
export type Widened<T> = T extends string
  ? string
  : T extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { readonly [Key in keyof T]: Widened<T[Key]> };

/**
 * Words in the language that is chosen now: what reads them in JSX, a memo or an effect follows a change of language. A folder
 * with words of its own keeps its three dictionaries in one file and exports `spoken({ en, "zh-Hant": ..., "zh-Hans": ... })`.
 */
export function spoken<T extends object>(
  dictionaries: { readonly en: T } & Readonly<Record<Exclude<Language, "en">, Widened<T>>>,
): Widened<T> {
  return new Proxy(dictionaries.en as unknown as Widened<T> & object, {
    get: (_, key) => Reflect.get(dictionaries[language()], key),
  });
}
