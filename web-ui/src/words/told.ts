import type { Failure } from "../../../src/wire/failure.ts";
import type { Note } from "../../../src/wire/notes.ts";
import type { PictureHint } from "../../../src/wire/picture.ts";

import { language } from "./language.ts";
import { noteWords } from "./note-words.ts";

type ByCode = Readonly<Record<string, ((values: never) => string) | undefined>>;

/** A sentence of the station in the chosen language, by its notes; as it is where these say nothing, or a code is unknown here. */
export function told(sentence: string, notes: readonly Note[] | undefined): string {
  const known = noteWords.notes as ByCode | undefined;
  if (!known || !notes || notes.length === 0) return sentence;
  const said = notes.map(({ code, values }) => known[code]?.(values as never));
  return said.every((each) => each !== undefined) ? said.join(noteWords.between) : sentence;
}

/** Why the station did not do what it was asked: by its notes, else by its code, else in its own words. */
export function toldFailure({ code, message, notes }: Pick<Failure, "code" | "message" | "notes">): string {
  const general = noteWords.failures as Readonly<Record<string, string | undefined>> | undefined;
  return notes && notes.length > 0 ? told(message, notes) : (general?.[code] ?? message);
}

/** What to do about the picture. */
export function toldHint({ code, numbers, text }: PictureHint): string {
  const known = noteWords.hints as ByCode | undefined;
  return known?.[code]?.(numbers as never) ?? text;
}

/** The language of a sentence where it is not that of the page: a code that is unknown here leaves the station's English. */
export function languageOf(sentence: string): "en" | undefined {
  return language() !== "en" && /[a-z]{3}/i.test(sentence) && !/\p{Script=Han}/u.test(sentence) ? "en" : undefined;
}
