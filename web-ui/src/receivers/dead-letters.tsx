import { createEffect, createSignal, For, on, Show } from "solid-js";

import type { DeadLetterRow, DeadLetterRows } from "../../../src/wire/receivers.ts";
import { alarmText } from "../alarms/alarm-text.ts";
import { momentText } from "../dialog/moment.ts";
import { Question } from "../dialog/question.tsx";
import { ask } from "../sign-in/session.ts";
import { createFault, type Sentence } from "../words/sentence.ts";
import { languageOf } from "../words/told.ts";

import { receiverWords } from "./receiver-words.ts";

interface DeadLettersProps {
  readonly receiver: string;
  /** How many there are now. */
  readonly count: number;
  readonly changed: () => void;
}

type Asked = { readonly order: "retry" | "discard"; readonly letter: DeadLetterRow } | { readonly order: "retry-all" };

/** What a receiver refused for good: why and when, to be sent once more or discarded. */
export function DeadLetters(props: DeadLettersProps) {
  const [letters, setLetters] = createSignal<readonly DeadLetterRow[]>([]);
  const [next, setNext] = createSignal<string | null>(null);
  const fault = createFault();
  const [asked, setAsked] = createSignal<Asked | null>(null);
  const path = `/api/receivers/${encodeURIComponent(props.receiver)}/dead-letters`;

  async function load(before: string | null): Promise<void> {
    const answer = await ask<DeadLetterRows>("GET", before === null ? path : `${path}?before=${before}`);
    if ("refused" in answer) return fault.set(answer.refused);
    fault.set(null);
    setLetters(before === null ? answer.value.deadLetters : [...letters(), ...answer.value.deadLetters]);
    setNext(answer.value.next);
  }
  createEffect(
    on(
      () => props.count,
      () => void load(null),
    ),
  );

  async function act(order: Asked): Promise<Sentence | null> {
    const answer =
      order.order === "retry-all"
        ? await ask("POST", `${path}/retry`, {})
        : order.order === "retry"
          ? await ask("POST", `${path}/${encodeURIComponent(order.letter.id)}/retry`, {})
          : await ask("DELETE", `${path}/${encodeURIComponent(order.letter.id)}`);
    if ("refused" in answer) return answer.refused;
    props.changed();
    await load(null);
    return null;
  }

  return (
    <div class="dead-letters">
      <header>
        <h4>{receiverWords.refused(props.count)}</h4>
        <button type="button" data-testid="retry-all" onClick={() => setAsked({ order: "retry-all" })}>
          {receiverWords.retryAll}
        </button>
      </header>
      <Show when={fault.text()}>
        <p role="alert" lang={languageOf(fault.text())}>
          {fault.text()}
        </p>
      </Show>
      <ul>
        <For each={letters()}>
          {(letter) => (
            <li data-testid="dead-letter" data-id={letter.id}>
              <p>
                <b>
                  {letter.label}: {alarmText(letter)}
                </b>{" "}
                <span class="muted">
                  {receiverWords.phases[letter.phase]}, {momentText(letter.toldMs)}
                </span>
              </p>
              <p class="dead-letter-why" lang={languageOf(letter.why)}>
                {letter.why}
              </p>
              <p class="muted">
                {receiverWords.attempts}: {attemptsOf(letter)}
              </p>
              <span class="dead-letter-orders">
                <button type="button" data-testid="retry" onClick={() => setAsked({ order: "retry", letter })}>
                  {receiverWords.retry}
                </button>
                <button type="button" data-testid="discard" onClick={() => setAsked({ order: "discard", letter })}>
                  {receiverWords.discard}
                </button>
              </span>
            </li>
          )}
        </For>
      </ul>
      <Show when={next()}>
        {(before) => (
          <button type="button" onClick={() => void load(before())}>
            {receiverWords.more}
          </button>
        )}
      </Show>
      <Show when={asked()}>
        {(order) => (
          <Question
            title={order().order === "discard" ? receiverWords.discardTitle : receiverWords.retryTitle(props.receiver)}
            what={
              order().order === "discard"
                ? receiverWords.discardWhat(props.receiver)
                : receiverWords.retryWhat(order().order === "retry" ? 1 : props.count)
            }
            yes={order().order === "discard" ? receiverWords.discard : receiverWords.retry}
            no={receiverWords.cancel}
            testId="dead-letter-question"
            act={() => act(order())}
            close={() => setAsked(null)}
          />
        )}
      </Show>
    </div>
  );
}

function attemptsOf({ attempts, firstAttemptMs, lastAttemptMs }: DeadLetterRow): string {
  if (attempts === null) return receiverWords.uncounted(momentText(lastAttemptMs));
  return receiverWords.times(attempts, momentText(firstAttemptMs), momentText(lastAttemptMs));
}
