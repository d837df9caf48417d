import "./figures-panel.css";

import { Index } from "solid-js";

import type { Vitals } from "../../../src/wire/vitals.ts";
import { DemoHatch } from "../demo/demo-hatch.tsx";
import { words } from "../words/words.ts";

import { methodWord } from "./evidence-words.ts";
import { figure } from "./figures.ts";

/** What each method reads on its own, and how good the signal is. */
export function FiguresPanel(props: { vitals: Vitals | null; demo: boolean }) {
  const methods = () => Object.entries(props.vitals?.evidence.methods ?? {});
  const pulse = () => props.vitals?.pulse ?? null;
  const none = () => words.evidence.noRate;
  return (
    <section class="panel figures-panel" data-testid="figures">
      <header>
        <h2>{words.evidence.methods}</h2>
        <span class="muted">{words.evidence.perMinute}</span>
      </header>
      <dl data-testid="methods">
        <Index each={methods()}>
          {(method) => (
            <div>
              <dt>{methodWord(method()[0])}</dt>
              <dd>
                {method()[1]?.toFixed(1) ?? none()} <small />
              </dd>
            </div>
          )}
        </Index>
      </dl>
      <header>
        <h2>{words.evidence.quality}</h2>
      </header>
      <dl data-testid="quality">
        <div>
          <dt>{words.evidence.sqi}</dt>
          <dd>
            {pulse()?.sqi.toFixed(2) ?? none()} <small />
          </dd>
        </div>
        <div>
          <dt>{words.evidence.snr}</dt>
          <dd>
            {figure(pulse()?.snrDb ?? null, none())} <small>{words.evidence.snrUnit}</small>
          </dd>
        </div>
        <div>
          <dt>{words.evidence.confidence}</dt>
          <dd>
            {pulse()?.confidence.toFixed(2) ?? none()} <small />
          </dd>
        </div>
        <div>
          <dt>{words.evidence.faceWidth}</dt>
          <dd>
            {props.vitals?.face.widthPx?.toFixed(0) ?? none()} <small>{words.evidence.faceWidthUnit}</small>
          </dd>
        </div>
      </dl>
      <DemoHatch demo={props.demo} />
    </section>
  );
}
