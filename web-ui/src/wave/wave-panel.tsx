import "./wave-panel.css";

import { createMemo, createSignal, Show } from "solid-js";

import type { FollowedRate } from "../bed/followed-bed.ts";
import { words } from "../words/words.ts";

import { WaveCanvas } from "./wave-canvas.tsx";
import type { WaveTape } from "./wave-tape.ts";

interface WavePanelProps {
  /** Which vital sign: colours the wave. */
  readonly sign: "pulse" | "respiration";
  readonly title: string;
  readonly mmPerS: number;
  readonly gainPatienceMs: number;
  readonly tape: WaveTape;
  readonly rate: FollowedRate;
  readonly stalled: boolean;
  /** Begins the test ids. */
  readonly testPrefix: string;
}

/** A wave with its sweep speed and gain mark; while there is no rate, the reason stands on the flat line. */
function WavePanel(props: WavePanelProps) {
  const [scale, setScale] = createSignal(1);
  const idle = createMemo(() => props.rate.reading().state === "none" && props.stalled);
  return (
    <section class={`panel wave-panel sign-${props.sign}`} data-testid={`${props.sign}-wave-panel`}>
      <header>
        <h2>{props.title}</h2>
        <span class="muted">{props.mmPerS} mm/s</span>
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
            gainPatienceMs={props.gainPatienceMs}
            idle={idle()}
            onScale={setScale}
            testId={`${props.testPrefix}wave`}
          />
          <Show when={props.rate.reason()}>
            {(reason) => (
              <p class="wave-reason" data-testid={`${props.testPrefix}wave-reason`}>
                {reason()}
              </p>
            )}
          </Show>
        </div>
      </div>
    </section>
  );
}

type SignProps = Pick<WavePanelProps, "tape" | "rate" | "stalled">;

/** The pulse wave, swept at 25 mm/s. */
export function PulseWave(props: SignProps) {
  return <WavePanel sign="pulse" title={words.pulse.wave} mmPerS={25} gainPatienceMs={6000} testPrefix="" {...props} />;
}

/** The breathing wave, swept at 6.25 mm/s; its gain waits for the slowest breath, 4 /min. */
export function RespirationWave(props: SignProps) {
  return (
    <WavePanel
      sign="respiration"
      title={words.respiration.wave}
      mmPerS={6.25}
      gainPatienceMs={15_000}
      testPrefix="respiration-"
      {...props}
    />
  );
}
