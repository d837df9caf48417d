import { createMemo, createSignal, For, Show } from "solid-js";

import { createAsked } from "../trends/asked.ts";
import { momentWords } from "../trends/trend-frame.ts";

import { askRecordings } from "./replay-client.ts";
import { replayWords } from "./replay-words.ts";

/** The recordings that the station knows, to be chosen from. */
export function RecordingList(props: { readonly open: (id: string) => void }) {
  const [sought, setSought] = createSignal("");
  const asked = createAsked(() => "once", askRecordings);
  const listed = createMemo(() =>
    (asked.value()?.recordings ?? []).filter(({ id }) => id.toLowerCase().includes(sought().toLowerCase())),
  );
  return (
    <section class="panel past-column recording-list">
      <header>
        <h2>{replayWords.recordings}</h2>
        <span class="muted">{replayWords.which}</span>
        <label class="aside">
          {replayWords.filter}{" "}
          <input type="search" value={sought()} onInput={({ currentTarget }) => setSought(currentTarget.value)} />
        </label>
      </header>
      <Show when={asked.fault() !== null}>
        <p role="alert">{replayWords.failed(asked.fault() ?? "")}</p>
      </Show>
      <Show when={asked.value()} fallback={<p class="muted">{asked.fault() === null ? replayWords.loading : ""}</p>}>
        <Show when={asked.value()?.recordings.length} fallback={<p class="muted">{replayWords.none}</p>}>
          <ul class="past-list" data-testid="recordings">
            <For each={listed()}>
              {({ id, kind, bytes, writtenMs, hasTruth }) => (
                <li>
                  <button type="button" data-testid="recording" data-id={id} onClick={() => props.open(id)}>
                    <b>{id}</b>
                    <span>{replayWords.kinds[kind]}</span>
                    <span class="muted">{hasTruth ? replayWords.hasTruth : ""}</span>
                    <span class="muted">{replayWords.megabytes((bytes / 1e6).toFixed(1))}</span>
                    <time class="muted">{momentWords(writtenMs, false)}</time>
                  </button>
                </li>
              )}
            </For>
          </ul>
          <Show when={asked.value()?.areMore}>
            <p class="muted">{replayWords.areMore}</p>
          </Show>
        </Show>
      </Show>
    </section>
  );
}
