import { spoken } from "../words/language.ts";

/** Names of the views, as short as a button. */
export const viewWords = spoken({
  en: { bed: "bed", ward: "ward", title: "views" },
  "zh-Hant": { bed: "床位", ward: "病房", title: "檢視" },
  "zh-Hans": { bed: "床位", ward: "病区", title: "视图" },
});
