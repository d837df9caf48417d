import { createUniqueId, Show } from "solid-js";

import type { ReceiverRow } from "../../../src/wire/receivers.ts";
import { momentText } from "../dialog/moment.ts";
import { languageOf } from "../words/told.ts";

import { DeadLetters } from "./dead-letters.tsx";
import { receiverWords } from "./receiver-words.ts";

/** One receiver: how it is, and beneath what it refused. */
export function ReceiverPanel(props: { readonly receiver: ReceiverRow; readonly changed: () => void }) {
  const id = createUniqueId();
  return (
    <section class="receiver" data-testid="receiver" data-name={props.receiver.name} aria-labelledby={id}>
      <header>
        <h3 id={id}>{props.receiver.name}</h3>
        <span class="muted">{receiverWords.kinds[props.receiver.kind]}</span>
        <strong class="receiver-state" data-testid="receiver-state" data-state={props.receiver.state}>
          {receiverWords.states[props.receiver.state]}
        </strong>
      </header>
      <Show when={props.receiver.trouble}>
        {(trouble) => (
          <p>
            {receiverWords.since(momentText(trouble().sinceMs))}{" "}
            <span lang={languageOf(trouble().detail)}>{trouble().detail}</span>
          </p>
        )}
      </Show>
      <dl>
        <dt>{receiverWords.waiting}</dt>
        <dd>{receiverWords.waits(props.receiver.waitingAlarms, props.receiver.waitingValues)}</dd>
        <dt>{receiverWords.lastDelivery}</dt>
        <dd>
          {props.receiver.lastDeliveryMs === null ? receiverWords.never : momentText(props.receiver.lastDeliveryMs)}
        </dd>
        <dt>{receiverWords.delivered}</dt>
        <dd>{props.receiver.delivered}</dd>
        <Show when={props.receiver.droppedValues > 0}>
          <dt>{receiverWords.dropped}</dt>
          <dd>{props.receiver.droppedValues}</dd>
        </Show>
      </dl>
      <Show when={props.receiver.deadLetters > 0}>
        <DeadLetters receiver={props.receiver.name} count={props.receiver.deadLetters} changed={props.changed} />
      </Show>
    </section>
  );
}
