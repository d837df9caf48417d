import "./sound.css";

import { createSignal, Show } from "solid-js";

import type { AlarmSoundState } from "./alarm-sound.ts";
import { CrossedBell } from "./crossed-bell.tsx";
import { SoundTest } from "./sound-test.tsx";
import { soundWords } from "./sound-words.ts";

/** Whether alarms can be heard: off until the browser lets them, paused with its seconds, or on. Opens the test of sound and colours. */
export function SoundButton(props: { readonly sound: AlarmSoundState; readonly pausedS: number | null }) {
  const [open, setOpen] = createSignal(false);
  const phase = () => props.sound.phase();
  const quiet = () => phase() === "off" || phase() === "failed";
  const label = () => {
    if (phase() === "off") return soundWords.off;
    if (phase() === "failed") return soundWords.failed;
    if (props.pausedS !== null) return soundWords.paused(props.pausedS);
    return phase() === "testing" ? soundWords.testing : soundWords.on;
  };
  function press(): void {
    if (phase() === "off") void props.sound.begin();
    else setOpen(true);
  }
  return (
    <>
      <button
        type="button"
        class="sound-button"
        classList={{ quiet: quiet(), paused: props.pausedS !== null }}
        data-testid="sound"
        data-sound={phase()}
        title={phase() === "off" ? soundWords.offRemedy : soundWords.title}
        onClick={press}
      >
        <Show when={quiet() || props.pausedS !== null}>
          <CrossedBell />
        </Show>
        <span>{label()}</span>
      </button>
      <Show when={open()}>
        <SoundTest sound={props.sound} close={() => setOpen(false)} />
      </Show>
    </>
  );
}
