import { type Accessor, createSignal } from "solid-js";

/** Something that is said: asked for its words each time it is shown, it follows a change of language. Empty for nothing. */
export type Sentence = () => string;

/** A failure with a sentence for whoever reads the page. */
export class SaidError extends Error {
  readonly sentence: Sentence;

  constructor(sentence: Sentence) {
    super(sentence());
    this.sentence = sentence;
  }
}

/** What a failure says to whoever reads the page; nothing where it was not made for that. */
export function sentenceOf(error: unknown): Sentence {
  return error instanceof SaidError ? error.sentence : () => "";
}

interface Fault {
  /** In the language that is spoken now; empty for nothing. */
  readonly text: Accessor<string>;
  readonly set: (sentence: Sentence | null) => void;
}

/** What went wrong last, until something else is set. */
export function createFault(): Fault {
  const [sentence, setSentence] = createSignal<Sentence | null>(null);
  return { text: () => sentence()?.() ?? "", set: (next) => setSentence(() => next) };
}
