import { createSignal } from "solid-js";

import { createFault, type Sentence } from "../words/sentence.ts";

import { Dialog } from "./dialog.tsx";

interface QuestionProps {
  readonly title: string;
  /** What comes of it. */
  readonly what: string;
  /** On the button that does it. */
  readonly yes: string;
  readonly no: string;
  readonly testId: string;
  /** Does it; resolves with why it was not done, null: it was. */
  readonly act: () => Promise<Sentence | null>;
  readonly close: () => void;
}

/** Asks once before something that is not easily undone. The focus stands on the way back: a key that is held down does nothing. */
export function Question(props: QuestionProps) {
  const fault = createFault();
  const [busy, setBusy] = createSignal(false);
  async function act(): Promise<void> {
    setBusy(true);
    const refused = await props.act();
    setBusy(false);
    if (refused === null) props.close();
    else fault.set(refused);
  }
  return (
    <Dialog
      title={props.title}
      testId={props.testId}
      close={props.close}
      fault={fault.text()}
      foot={
        <>
          <button type="button" data-testid={`${props.testId}-yes`} disabled={busy()} onClick={() => void act()}>
            {props.yes}
          </button>
          <button type="button" class="first" autofocus onClick={() => props.close()}>
            {props.no}
          </button>
        </>
      }
    >
      <p>{props.what}</p>
    </Dialog>
  );
}
