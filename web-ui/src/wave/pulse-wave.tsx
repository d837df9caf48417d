import "./pulse-wave.css";

import { createMemo, createSignal, Show } from "solid-js";

import type { Reading } from "../bed/reading.ts";
import { words } from "../words/words.ts";

import { WaveCanvas } from "./wave-canvas.tsx";
import type { WaveTape } from "./wave-tape.ts";

/** The pulse wave with its sweep speed and gain mark; while there is no rate, the reason stands on the flat line. */
export function PulseWave(props: { tape: WaveTape; reading: Reading; stalled: boolean }) {
  const [scale, setScale] = createSignal(1);
  const silence = () => (props.reading.state === "live" ? null : props.reading.reason);
  const idle = createMemo(() => props.reading.state === "none" && props.stalled);
  return (
    <section class="panel pulse-wave" data-testid="pulse-wave">
      <header>
        <h2 class="pulse-colour">{words.pulse.wave}</h2>
        <span class="muted">{words.pulse.sweepSpeed}</span>
      </header>
      <div class="wave-body">
        <div class="gain-mark" data-testid="gain-mark">
          <span class="gain-bar" />
          <span class="gain-word">{scale()} ‰</span>
        </div>
        <div class="wave-field">
          <WaveCanvas tape={props.tape} idle={idle()} onScale={setScale} />
          <Show when={silence()}>
            {(reason) => (
              <p class="wave-reason" data-testid="wave-reason">
                {words.reasons[reason()]}
              </p>
            )}
          </Show>
        </div>
      </div>
    </section>
  );
}
