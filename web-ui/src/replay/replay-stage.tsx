import { createEffect, createMemo, For, onCleanup, Show } from "solid-js";

import type { ReplaySecond, ReplayState } from "../../../src/wire/replay.ts";
import { languageOf, told } from "../words/told.ts";

import { createPlayer } from "./player.ts";
import { PlayerControls } from "./player-controls.tsx";
import { followReplay } from "./replay-client.ts";
import { ReplayEvidence } from "./replay-evidence.tsx";
import { ReplayRate } from "./replay-rate.tsx";
import { ReplayTimeline } from "./replay-timeline.tsx";
import { ReplayWaves } from "./replay-waves.tsx";
import { replayWords } from "./replay-words.ts";
import { nextWrong } from "./verdicts.ts";
import { VitalsTree } from "./vitals-tree.tsx";

interface ReplayStageProps {
  readonly opened: ReplayState;
  readonly close: () => void;
}

/** One replay: its course against the truth, and all that one second of it rests on. */
export function ReplayStage(props: ReplayStageProps) {
  const replay = followReplay(props.opened);
  const { state, overview } = replay;
  const player = createPlayer(
    () => overview()?.tMs.length ?? 0,
    () => state().state !== "reading",
  );
  /** The chosen second; the one before until it has been fetched, so that nothing flickers while it plays. */
  const second = createMemo<ReplaySecond | null>((before) => replay.second(player.at()) ?? before, null);
  const wrongNext = () => {
    const told = overview();
    return told && nextWrong(told, state(), player.at());
  };
  const seekWrong = () => {
    const number = wrongNext();
    if (number !== null) player.seek(number);
  };
  const demo = () => state().demo === true;
  const progress = () => {
    const { state: phase, seconds, durationMs } = state();
    if (phase !== "reading") return replayWords.done(seconds);
    return replayWords.reading(seconds, durationMs === null ? "" : replayWords.of(Math.round(durationMs / 1000)));
  };

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    // What has the focus has keys of its own.
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return;
    if (event.key === " " && target instanceof HTMLButtonElement) return;
    const act = {
      " ": player.toggle,
      ArrowLeft: () => player.seek(player.at() - 1),
      ArrowRight: () => player.seek(player.at() + 1),
      n: seekWrong,
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  createEffect(() => {
    addEventListener("keydown", press);
    onCleanup(() => removeEventListener("keydown", press));
  });

  return (
    <>
      <header class="replay-head">
        <strong class="replay-mark">{replayWords.title}</strong>
        <span class="replay-note">{replayWords.notLive}</span>
        <b class="replay-name">{state().recording}</b>
        <span class="muted" data-testid="replay-progress" data-state={state().state} data-seconds={state().seconds}>
          {progress()}
        </span>
        <button type="button" class="aside" data-testid="replay-close" onClick={() => props.close()}>
          {replayWords.close}
        </button>
      </header>
      <Show when={replay.fault() ?? (state().fault === null ? null : told(state().fault ?? "", state().notes))}>
        {(why) => (
          <p class="past-fault" role="alert">
            {replay.fault() === null ? replayWords.ended(why()) : replayWords.failed(why())}
          </p>
        )}
      </Show>
      <For each={state().notices}>
        {(notice) => (
          <p class="muted replay-notice" lang={languageOf(notice)}>
            {notice}
          </p>
        )}
      </For>
      <PlayerControls player={player} second={second()} hasWrong={wrongNext() !== null} seekWrong={seekWrong} />
      <Show when={overview()}>
        {(told) => <ReplayTimeline overview={told()} state={state()} at={player.at()} seek={player.seek} />}
      </Show>
      <div class="replay-body">
        <Show when={overview()} fallback={<p class="waiting">{progress()}</p>}>
          {(told) => (
            <Show when={second()} fallback={<p class="waiting">{replayWords.noSecond}</p>}>
              {(now) => (
                <>
                  <ReplayRate
                    vital="pulse"
                    second={now()}
                    overview={told()}
                    state={state()}
                    at={player.at()}
                    demo={demo()}
                  />
                  <ReplayRate
                    vital="respiration"
                    second={now()}
                    overview={told()}
                    state={state()}
                    at={player.at()}
                    demo={demo()}
                  />
                  <ReplayWaves replay={replay} at={player.at()} second={now()} />
                  <ReplayEvidence second={now()} demo={demo()} />
                  <VitalsTree vitals={now().vitals} before={replay.second(player.at() - 1)?.vitals ?? null} />
                </>
              )}
            </Show>
          )}
        </Show>
      </div>
    </>
  );
}
