import "./dialog.css";

import { createUniqueId, type JSX, onMount, Show } from "solid-js";

interface DialogProps {
  readonly title: string;
  /** Wider, for two columns. */
  readonly wide?: boolean;
  /** What went wrong with the last order; empty for nothing. */
  readonly fault?: string;
  readonly testId: string;
  readonly children: JSX.Element;
  /** Buttons, from the first to that which leaves. */
  readonly foot: JSX.Element;
  /** Enter, or a button of type submit. */
  readonly submit?: () => void;
  readonly close: () => void;
}

/**
 * A question over the page. The browser keeps the focus within it and gives it back to what opened it; Escape leaves. Alarms go on
 * behind it.
 */
export function Dialog(props: DialogProps) {
  let dialog!: HTMLDialogElement;
  const id = createUniqueId();
  onMount(() => dialog.showModal());
  return (
    <dialog
      ref={dialog}
      class="dialog"
      classList={{ wide: props.wide === true }}
      data-testid={props.testId}
      aria-labelledby={id}
      onClose={() => props.close()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.submit?.();
        }}
      >
        <h2 id={id}>{props.title}</h2>
        {props.children}
        <Show when={props.fault}>
          <p class="dialog-fault" role="alert">
            {props.fault}
          </p>
        </Show>
        <div class="dialog-foot">{props.foot}</div>
      </form>
    </dialog>
  );
}
