import type { FreezeWords } from "../../freeze/freeze-words.ts";

export const freezeWords: FreezeWords = {
  freeze: "凍結",
  go: "解除凍結",
  frozen: "已凍結",
  at: (time) => `${time} 的波形`,
};
