import { en } from "./en.ts";
import { spoken } from "./language.ts";

/** What the monitor says, in the chosen language. */
export const words = spoken("words", en);
