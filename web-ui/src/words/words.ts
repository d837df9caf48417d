import { en } from "./en.ts";
import { spoken } from "./language.ts";
import { zhHans } from "./zh-hans.ts";
import { zhHant } from "./zh-hant.ts";

/** What the monitor says, in the chosen language. */
export const words = spoken({ en, "zh-Hant": zhHant, "zh-Hans": zhHans });
