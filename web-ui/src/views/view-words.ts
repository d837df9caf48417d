import { spoken, type Widened } from "../words/language.ts";

/** Names of the views, as short as a button. */
const viewEn = { bed: "bed", ward: "ward", trends: "trends", review: "events", replay: "replay", title: "views" };

export type ViewWords = Widened<typeof viewEn>;

export const viewWords = spoken("viewWords", viewEn);
