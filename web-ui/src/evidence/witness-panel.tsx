import "./witness-panel.css";

import { Index, Show } from "solid-js";

import type { RespirationEvidence } from "../../../src/wire/respiration.ts";
import { wordOf } from "../respiration/respiration-phrase.ts";
import { DemoHatch } from "../demo/demo-hatch.tsx";
import { words } from "../words/words.ts";

/** What each witness of breathing reads on its own, and how much it is listened to. */
export function WitnessPanel(props: { evidence: RespirationEvidence | null; demo: boolean }) {
  const witnesses = () => props.evidence?.witnesses ?? [];
  return (
    <section class="panel figures-panel" data-testid="witnesses">
      <header>
        <h2>{words.evidence.witnesses}</h2>
        <span class="muted aside">{words.evidence.weight}</span>
      </header>
      <Show when={witnesses().length > 0} fallback={<p class="empty">{words.evidence.noWitnesses}</p>}>
        <dl>
          <Index each={witnesses()}>
            {(witness) => (
              <div>
                <dt>{wordOf(witness().name, words.respiration.basis)}</dt>
                <dd class="witness">
                  {witness().rateBrpm?.toFixed(1) ?? words.evidence.noRate}
                  <span
                    class="weight"
                    role="img"
                    aria-label={`${words.evidence.weight} ${witness().weight.toFixed(2)}`}
                  >
                    <i style={{ width: `${100 * Math.max(0, Math.min(1, witness().weight))}%` }} />
                  </span>
                </dd>
              </div>
            )}
          </Index>
        </dl>
      </Show>
      <DemoHatch demo={props.demo} />
    </section>
  );
}
