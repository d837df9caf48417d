/** A sentence as a code and what stands in it: whoever speaks another language says it anew. */
export interface Note {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}
