import "../alarms/flash.css";

import { For, Show } from "solid-js";

import { Dialog } from "../dialog/dialog.tsx";
import { timeOfDay } from "../top-bar/clock.ts";

import type { AlarmSoundState } from "./alarm-sound.ts";
import { soundWords } from "./sound-words.ts";

const PRIORITIES = ["high", "medium", "low"] as const;

/** Test of sound and colours: what the page found out by itself, and each priority to be heard and seen. */
export function SoundTest(props: { readonly sound: AlarmSoundState; readonly close: () => void }) {
  const verdict = () => {
    if (props.sound.phase() === "failed") return soundWords.faulty;
    const tested = props.sound.testedMs();
    return tested === null ? soundWords.never : soundWords.tested(timeOfDay(tested));
  };
  return (
    <Dialog
      title={soundWords.title}
      testId="sound-test"
      close={props.close}
      foot={
        <>
          <button type="button" data-testid="sound-again" onClick={() => void props.sound.begin()}>
            {soundWords.again}
          </button>
          <button type="button" class="first" onClick={() => props.close()}>
            {soundWords.close}
          </button>
        </>
      }
    >
      <p data-testid="sound-verdict" role="status">
        <Show when={props.sound.phase() !== "testing"} fallback={soundWords.testing}>
          {verdict()}
        </Show>
      </p>
      <p>{soundWords.listen}</p>
      <div class="sound-samples">
        <For each={PRIORITIES}>
          {(priority) => (
            <>
              <span class={`sound-colour ground-${priority} flashing`}>{soundWords.priorities[priority]}</span>
              <button
                type="button"
                data-testid={`sound-${priority}`}
                onClick={() => props.sound.sample(priority)}
              >{`${soundWords.play}: ${soundWords.priorities[priority]}`}</button>
            </>
          )}
        </For>
      </div>
    </Dialog>
  );
}
