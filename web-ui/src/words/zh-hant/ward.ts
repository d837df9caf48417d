import type { WardWords } from "../../ward/ward-words.ts";

export const wardWords: WardWords = {
  order: "床位順序",
  orders: { fixed: "固定位置", alarm: "警報優先", name: "依名稱" },
  count: (beds) => `${beds} 床`,
  off: "攝影機關閉",
};
