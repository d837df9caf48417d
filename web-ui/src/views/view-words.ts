import { spoken } from "../words/language.ts";

/** Names of the views, as short as a button. */
export const viewWords = spoken({
  en: { bed: "bed", ward: "ward", trends: "trends", review: "events", replay: "replay", title: "views" },
  "zh-Hant": { bed: "床位", ward: "病房", trends: "趨勢", review: "事件", replay: "重播", title: "檢視" },
  "zh-Hans": { bed: "床位", ward: "病区", trends: "趋势", review: "事件", replay: "回放", title: "视图" },
});
