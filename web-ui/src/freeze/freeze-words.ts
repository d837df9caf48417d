import { spoken } from "../words/language.ts";

export const freezeWords = spoken({
  en: { freeze: "freeze", go: "waves go on", frozen: "FROZEN", at: (time: string) => `waves of ${time}` },
  "zh-Hant": { freeze: "凍結", go: "波形繼續", frozen: "已凍結", at: (time) => `${time} 的波形` },
  "zh-Hans": { freeze: "冻结", go: "波形继续", frozen: "已冻结", at: (time) => `${time} 的波形` },
});
