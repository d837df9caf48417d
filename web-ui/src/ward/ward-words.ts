import { spoken, type Widened } from "../words/language.ts";

const wardEn = {
  order: "order of the beds",
  orders: { fixed: "fixed places", alarm: "alarms first", name: "by name" },
  count: (beds: number) => `${beds} ${beds === 1 ? "bed" : "beds"}`,
  off: "camera off",
};

export type WardWords = Widened<typeof wardEn>;

export const wardWords = spoken("wardWords", wardEn);
