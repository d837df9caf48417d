import { spoken, type Widened } from "../words/language.ts";

const freezeEn = { freeze: "freeze", go: "waves go on", frozen: "FROZEN", at: (time: string) => `waves of ${time}` };

export type FreezeWords = Widened<typeof freezeEn>;

export const freezeWords = spoken("freezeWords", freezeEn);
