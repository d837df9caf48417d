import "./variability-figures.css";

import { Show } from "solid-js";

import type { VariabilityValue } from "../../../src/wire/vitals.ts";
import { DemoHatch } from "../demo/demo-hatch.tsx";
import { words } from "../words/words.ts";

/** Variability of the pulse over the last minute, in figures. */
export function VariabilityFigures(props: { variability: VariabilityValue | null; demo: boolean }) {
  return (
    <section class="panel variability" data-testid="variability">
      <header>
        <h2>{words.variability.title}</h2>
      </header>
      <Show when={props.variability} fallback={<p class="muted">{words.variability.none}</p>}>
        {(found) => (
          <>
            <p class="muted">{words.variability.window(Math.round(found().windowS))}</p>
            <dl>
              <div>
                <dt>{words.variability.sdnn}</dt>
                <dd>
                  {found().sdnnMs.toFixed(0)} <small>{words.variability.unit}</small>
                </dd>
              </div>
              <div>
                <dt>{words.variability.rmssd}</dt>
                <dd>
                  {found().rmssdMs.toFixed(0)} <small>{words.variability.unit}</small>
                </dd>
              </div>
              <div>
                <dt>{words.variability.beats}</dt>
                <dd>
                  {found().beats} <small />
                </dd>
              </div>
            </dl>
          </>
        )}
      </Show>
      <DemoHatch demo={props.demo} />
    </section>
  );
}
