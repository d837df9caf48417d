import type { FailureCode } from "../../../src/wire/failure.ts";
import type { CameraLossCode, HeldSetting, NoteCode, NoteValues, StorageCode } from "../../../src/wire/note-codes.ts";
import type { PictureHint } from "../../../src/wire/picture.ts";

import { spoken } from "./language.ts";

type HintCode = PictureHint["code"];
type HintNumbers<Code extends HintCode> = Extract<PictureHint, { readonly code: Code }>["numbers"];

/** The station's sentences in another language than its own. None ends with a full stop: several may stand in a row. */
export interface NoteWords {
  /** Between two notes. */
  readonly between: string;
  readonly notes: { readonly [Code in NoteCode]: (values: NoteValues[Code]) => string };
  readonly hints: { readonly [Code in HintCode]: (numbers: HintNumbers<Code>) => string };
  /** Parts of the notes. */
  readonly losses: Readonly<Record<CameraLossCode, string>>;
  readonly settings: Readonly<Record<HeldSetting, string>>;
  readonly stores: Readonly<Record<StorageCode, string>>;
  readonly failures: Readonly<Record<FailureCode, string>>;
}

/** Nothing in English: what the station sends is English. */
export const noteWords = spoken<Partial<NoteWords>>("noteWords", {}) as Partial<NoteWords>;
