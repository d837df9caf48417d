import type { WardWords } from "../../ward/ward-words.ts";

export const wardWords: WardWords = {
  order: "床位顺序",
  orders: { fixed: "固定位置", alarm: "报警优先", name: "按名称" },
  count: (beds) => `${beds} 床`,
  off: "摄像头关闭",
};
