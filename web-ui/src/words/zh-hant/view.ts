import type { ViewWords } from "../../views/view-words.ts";

export const viewWords: ViewWords = {
  bed: "床位",
  ward: "病房",
  trends: "趨勢",
  review: "事件",
  replay: "重播",
  title: "檢視",
};
