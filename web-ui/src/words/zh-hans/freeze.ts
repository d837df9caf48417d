import type { FreezeWords } from "../../freeze/freeze-words.ts";

export const freezeWords: FreezeWords = {
  freeze: "冻结",
  go: "解冻",
  frozen: "已冻结",
  at: (time) => `${time} 的波形`,
};
