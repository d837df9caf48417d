import "./picture-hint.css";

import { Show } from "solid-js";

import type { PictureHint as Hint } from "../../../src/wire/picture.ts";
import { languageOf, toldHint } from "../words/told.ts";

/** What to do about the picture: the most important hint, below everything else, and only while there is one. */
export function PictureHint(props: { readonly hints: readonly Hint[] }) {
  return (
    <Show when={props.hints[0]}>
      {(hint) => (
        <p class="picture-hint" data-testid="picture-hint" role="status">
          <span lang={languageOf(toldHint(hint()))}>{toldHint(hint())}</span>
        </p>
      )}
    </Show>
  );
}
