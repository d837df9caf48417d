import type { ViewWords } from "../../views/view-words.ts";

export const viewWords: ViewWords = {
  bed: "床位",
  ward: "病区",
  trends: "趋势",
  review: "事件",
  replay: "回放",
  title: "视图",
};
