import "./receivers.css";

import { For, Show } from "solid-js";

import type { ReceiverRow, ReceiverRows } from "../../../src/wire/receivers.ts";
import { Dialog } from "../dialog/dialog.tsx";
import { createListed } from "../dialog/listed.ts";
import { languageOf } from "../words/told.ts";

import { ReceiverPanel } from "./receiver-panel.tsx";
import { receiverWords } from "./receiver-words.ts";

const RENEW_MS = 5000;

/** Whom alarms and values are handed to, for engineers: what waits, since when one fails, and what each refused for good. */
export function ReceiversDialog(props: { readonly close: () => void }) {
  const listed = createListed<ReceiverRows>("/api/receivers", RENEW_MS);
  const rows = (): readonly ReceiverRow[] => listed.value()?.receivers ?? [];
  return (
    <Dialog
      title={receiverWords.title}
      testId="receivers"
      table
      close={props.close}
      fault={listed.fault()}
      foot={
        <button type="button" class="first" onClick={() => props.close()}>
          {receiverWords.close}
        </button>
      }
    >
      <Show when={listed.value()?.journalFault}>
        {(why) => (
          <p role="alert">
            {receiverWords.notKept} <span lang={languageOf(why())}>{why()}</span>
          </p>
        )}
      </Show>
      <Show when={listed.value() && rows().length === 0}>
        <p>{receiverWords.none}</p>
      </Show>
      <For each={rows().map(({ name }) => name)}>
        {(name) => (
          <Show when={rows().find((each) => each.name === name)}>
            {(row) => <ReceiverPanel receiver={row()} changed={() => void listed.renew()} />}
          </Show>
        )}
      </For>
    </Dialog>
  );
}
