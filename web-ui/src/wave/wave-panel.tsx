import "./wave-panel.css";

import { createMemo, createSignal, type JSX, Show } from "solid-js";

import type { FollowedRate } from "../bed/followed-bed.ts";
import { frozenAtMs } from "../freeze/frozen.ts";
import { FrozenMark } from "../freeze/frozen-mark.tsx";
import { pulseGain, pulseSpeed, respirationGain, respirationSpeed } from "../screen/screen-choices.ts";
import { words } from "../words/words.ts";

import { BeatMarks } from "./beat-marks.tsx";
import { WaveCanvas } from "./wave-canvas.tsx";
import type { WaveTape } from "./wave-tape.ts";

interface WavePanelProps {
  /** Which vital sign: colours the wave. */
  readonly sign: "pulse" | "respiration";
  readonly title: string;
  readonly mmPerS: number;
  /** Per mille at full deflection; 0: chosen by itself. */
  readonly perMille: number;
  readonly gainPatienceMs: number;
  readonly tape: WaveTape;
  readonly rate: FollowedRate;
  readonly stalled: boolean;
  /** Begins the test ids. */
  readonly testPrefix: string;
  /** Stands at the right of the title. */
  readonly aside?: JSX.Element;
  /** Beats to be marked on the wave, ms of the source. */
  readonly beatsMs?: readonly number[] | undefined;
}

/** A wave with its sweep speed and gain mark; while there is no rate, the reason stands on the flat line. */
function WavePanel(props: WavePanelProps) {
  const [scale, setScale] = createSignal(1);
  const idle = createMemo(() => props.rate.reading().state === "none" && props.stalled);
  return (
    <section
      class={`panel wave-panel sign-${props.sign}`}
      classList={{ frozen: frozenAtMs() !== null }}
      data-testid={`${props.sign}-wave-panel`}
    >
      <header>
        <h2>{props.title}</h2>
        <span class="muted">{props.mmPerS} mm/s</span>
        {props.aside}
      </header>
      <div class="wave-body">
        <div class="gain-mark" data-testid={`${props.testPrefix}gain-mark`}>
          <span class="gain-bar" />
          <span class="gain-word">{scale()} ‰</span>
        </div>
        <div class="wave-field">
          <WaveCanvas
            tape={props.tape}
            mmPerS={props.mmPerS}
            perMille={props.perMille}
            gainPatienceMs={props.gainPatienceMs}
            idle={idle()}
            onScale={setScale}
            testId={`${props.testPrefix}wave`}
          />
          <Show when={props.beatsMs}>
            {(beatsMs) => <BeatMarks beatsMs={beatsMs()} mmPerS={props.mmPerS} endMs={props.tape.endMs} />}
          </Show>
          <Show when={props.rate.reason()}>
            {(reason) => (
              <p class="wave-reason" data-testid={`${props.testPrefix}wave-reason`}>
                {reason()}
              </p>
            )}
          </Show>
          <FrozenMark />
        </div>
      </div>
    </section>
  );
}

type SignProps = Pick<WavePanelProps, "tape" | "rate" | "stalled" | "aside" | "beatsMs">;

/** The pulse wave, at the speed and size that the reader chose. */
export function PulseWave(props: SignProps) {
  return (
    <WavePanel
      sign="pulse"
      title={words.pulse.wave}
      mmPerS={pulseSpeed()}
      perMille={pulseGain()}
      gainPatienceMs={6000}
      testPrefix=""
      {...props}
    />
  );
}

/** The breathing wave; its gain waits for the slowest breath, 4 /min. */
export function RespirationWave(props: SignProps) {
  return (
    <WavePanel
      sign="respiration"
      title={words.respiration.wave}
      mmPerS={respirationSpeed()}
      perMille={respirationGain()}
      gainPatienceMs={15_000}
      testPrefix="respiration-"
      {...props}
    />
  );
}
