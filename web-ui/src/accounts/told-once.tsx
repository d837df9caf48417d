import "./accounts.css";

import { createSignal } from "solid-js";

import { Dialog } from "../dialog/dialog.tsx";

import { accountWords } from "./account-words.ts";

/** Shows what is told this once, a code or a token, until it was taken down. */
export function ToldOnce(props: {
  readonly title: string;
  readonly what: string;
  readonly secret: string;
  readonly close: () => void;
}) {
  const [copied, setCopied] = createSignal(false);
  let field!: HTMLInputElement;
  async function copy(): Promise<void> {
    field.select();
    try {
      await navigator.clipboard.writeText(props.secret);
      setCopied(true);
    } catch {
      // Without TLS a page may not write there: it is selected, and the keyboard copies it.
    }
  }
  return (
    <Dialog
      title={props.title}
      testId="told-once"
      close={props.close}
      foot={
        <>
          <button type="button" onClick={() => void copy()}>
            {copied() ? accountWords.copied : accountWords.copy}
          </button>
          <button type="button" class="first" data-testid="told-once-done" onClick={() => props.close()}>
            {accountWords.done}
          </button>
        </>
      }
    >
      <p>{props.what}</p>
      <input
        ref={field}
        class="secret"
        data-testid="secret"
        readonly
        aria-label={props.title}
        spellcheck={false}
        value={props.secret}
        onFocus={(event) => event.currentTarget.select()}
      />
    </Dialog>
  );
}
