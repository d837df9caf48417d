import { Type } from "typebox";

export type { Note } from "../base/note.ts";

/** One sentence that the station tells in English, as a code with its values. Codes may be added, and none is ever renamed. */
const StationNote = Type.Object({
  code: Type.String(),
  values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});

/** Stands beside an English text: the same, one note a sentence, for a reader of another language. Absent where there is none. */
export const StationNotes = Type.Optional(Type.Array(StationNote));
