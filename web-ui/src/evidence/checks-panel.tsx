import { Index, Show } from "solid-js";

import type { Evidence, VariabilityValue } from "../../../src/wire/vitals.ts";
import { DemoHatch } from "../demo/demo-hatch.tsx";
import { words } from "../words/words.ts";

import { figure, spelled } from "./figures.ts";

/** Second depth: the figures behind the decision to show a rate or to stay silent. */
export function ChecksPanel(props: { evidence: Evidence | null; variability: VariabilityValue | null; demo: boolean }) {
  const checks = () => Object.entries(props.evidence?.checks ?? {});
  const rejected = () =>
    (props.evidence?.rejected ?? [])
      .map(({ name, reason }) => `${name.replaceAll("-", " ")} (${reason.replaceAll("-", " ")})`)
      .join(", ");
  return (
    <section class="panel figures-panel" data-testid="checks">
      <header>
        <h2>{words.evidence.checks}</h2>
      </header>
      <Show when={checks().length > 0} fallback={<p class="empty">{words.evidence.noChecks}</p>}>
        <dl>
          <Index each={checks()}>
            {(check) => (
              <div>
                <dt>{spelled(check()[0])}</dt>
                <dd>{figure(check()[1], words.evidence.noRate)}</dd>
              </div>
            )}
          </Index>
        </dl>
      </Show>
      <p class="left-out" data-testid="variability">
        <Show when={props.variability} fallback={words.evidence.noVariability}>
          {(found) =>
            `${words.evidence.variability(found().windowS)}: SDNN ${found().sdnnMs} ms, RMSSD ${found().rmssdMs} ms`
          }
        </Show>
      </p>
      <Show when={props.evidence?.rejected.length}>
        <p class="left-out" data-testid="rejected">
          {words.evidence.leftOut}: {rejected()}
        </p>
      </Show>
      <DemoHatch demo={props.demo} />
    </section>
  );
}
