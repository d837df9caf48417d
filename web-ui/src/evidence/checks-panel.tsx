import { Index, Show } from "solid-js";

import { DemoHatch } from "../demo/demo-hatch.tsx";
import { words } from "../words/words.ts";

import { checkWord, evidenceWords, regionWord, rejectionWord } from "./evidence-words.ts";
import { figure, spelled } from "./figures.ts";

interface ChecksProps {
  readonly title: string;
  readonly checks: Readonly<Record<string, number | null>>;
  /** What was left out, and why. */
  readonly rejected: readonly { readonly name: string; readonly reason: string }[];
  readonly demo: boolean;
  readonly testId: string;
}

/** The figures behind the decision to show a rate or to stay silent. */
export function ChecksPanel(props: ChecksProps) {
  const checks = () => Object.entries(props.checks);
  const rejected = () =>
    props.rejected
      .map(({ name, reason }) => `${regionWord(name)} (${rejectionWord(reason)})`)
      .join(evidenceWords.comma);
  return (
    <section class="panel figures-panel" data-testid={props.testId}>
      <header>
        <h2>{props.title}</h2>
      </header>
      <Show when={checks().length > 0} fallback={<p class="empty">{words.evidence.noChecks}</p>}>
        <dl>
          <Index each={checks()}>
            {(check) => (
              <div>
                <dt>{checkWord(check()[0], spelled(check()[0]))}</dt>
                <dd>{figure(check()[1], words.evidence.noRate)}</dd>
              </div>
            )}
          </Index>
        </dl>
      </Show>
      <Show when={props.rejected.length > 0}>
        <p class="left-out" data-testid="rejected">
          {words.evidence.leftOut}: {rejected()}
        </p>
      </Show>
      <DemoHatch demo={props.demo} />
    </section>
  );
}
