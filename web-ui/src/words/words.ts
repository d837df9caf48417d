import { en, type Words } from "./en.ts";

/** The words of the chosen language; English is the only one so far. */
export const words: Words = en;
