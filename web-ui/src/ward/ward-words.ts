import { spoken } from "../words/language.ts";

export const wardWords = spoken({
  en: {
    order: "order of the beds",
    orders: { fixed: "fixed places", alarm: "alarms first", name: "by name" },
    count: (beds: number) => `${beds} ${beds === 1 ? "bed" : "beds"}`,
    off: "camera off",
  },
  "zh-Hant": {
    order: "床位順序",
    orders: { fixed: "固定位置", alarm: "警報優先", name: "依名稱" },
    count: (beds) => `${beds} 床`,
    off: "攝影機關閉",
  },
  "zh-Hans": {
    order: "床位顺序",
    orders: { fixed: "固定位置", alarm: "报警优先", name: "按名称" },
    count: (beds) => `${beds} 床`,
    off: "摄像头关闭",
  },
});
