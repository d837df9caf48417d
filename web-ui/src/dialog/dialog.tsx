import "./dialog.css";

import { createEffect, createUniqueId, type JSX, onCleanup, onMount, Show } from "solid-js";

import { session } from "../sign-in/session.ts";
import { languageOf } from "../words/told.ts";

interface DialogProps {
  readonly title: string;
  /** Wider, for two columns. */
  readonly wide?: boolean;
  /** As wide as a table needs. */
  readonly table?: boolean;
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
 * A question over the page, or over another one. The browser keeps the focus within it and gives it back to what opened it, however
 * it is left; Escape leaves. Alarms go on behind it.
 */
export function Dialog(props: DialogProps) {
  let dialog!: HTMLDialogElement;
  let body!: HTMLDivElement;
  const id = createUniqueId();
  let gone = false;
  onMount(() => {
    dialog.showModal();
    // What scrolls may have been given the focus before what is to be filled in.
    if (document.activeElement === body) body.querySelector<HTMLElement>(":is(button, input, select):enabled")?.focus();
  });
  // It would lie over the question who is there, and let nobody answer.
  createEffect(() => session()?.signIn && session()?.caller === null && props.close());
  // What only left the page would take the focus with it.
  onCleanup(() => {
    gone = true;
    dialog.close();
  });
  return (
    <dialog
      ref={dialog}
      class="dialog"
      classList={{ wide: props.wide === true, table: props.table === true }}
      data-testid={props.testId}
      aria-labelledby={id}
      onClose={() => gone || props.close()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.submit?.();
        }}
      >
        <h2 id={id}>{props.title}</h2>
        <div class="dialog-body" ref={body}>
          {props.children}
        </div>
        <Show when={props.fault}>
          <p class="dialog-fault" role="alert" lang={languageOf(props.fault ?? "")}>
            {props.fault}
          </p>
        </Show>
        <div class="dialog-foot">{props.foot}</div>
      </form>
    </dialog>
  );
}
