import "../trends/past-view.css";
import "./replay-view.css";

import { createSignal, Show } from "solid-js";

import type { ReplayState } from "../../../src/wire/replay.ts";
import type { ViewProps } from "../views/view-props.ts";
import { type Sentence, sentenceOf } from "../words/sentence.ts";

import { RecordingList } from "./recording-list.tsx";
import { openReplay } from "./replay-client.ts";
import { ReplayStage } from "./replay-stage.tsx";
import { replayWords } from "./replay-words.ts";

/** Recordings that the station knows, and one of them opened: for engineers, second by second against its truth. */
export function ReplayView(_props: ViewProps) {
  const [opened, setOpened] = createSignal<ReplayState | null>(null);
  const [fault, setFault] = createSignal<Sentence | null>(null);
  async function open(recording: string): Promise<void> {
    setFault(null);
    try {
      setOpened(await openReplay(recording));
    } catch (error) {
      setFault(() => sentenceOf(error));
    }
  }
  return (
    <main class="past-view past-column replay" data-testid="replay">
      <Show when={fault() !== null}>
        <p class="past-fault" role="alert">
          {replayWords.failed(fault()?.() ?? "")}
        </p>
      </Show>
      <Show when={opened()} keyed fallback={<RecordingList open={(id) => void open(id)} />}>
        {(replay) => <ReplayStage opened={replay} close={() => setOpened(null)} />}
      </Show>
    </main>
  );
}
