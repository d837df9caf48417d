import { accountWords } from "./account-words.ts";

/** The buttons of a dialog that makes or changes something: the one that sends it, and the way back. */
export function FormFoot(props: { readonly testId: string; readonly yes: string; readonly close: () => void }) {
  return (
    <>
      <button type="submit" class="first" data-testid={props.testId}>
        {props.yes}
      </button>
      <button type="button" onClick={() => props.close()}>
        {accountWords.cancel}
      </button>
    </>
  );
}
