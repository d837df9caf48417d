import "./monitor.css";

import { createEffect, createMemo, For, Show, Suspense } from "solid-js";
import { Dynamic } from "solid-js/web";

import { deep, setDeep } from "../bed/bedside-view.tsx";
import { followBed } from "../bed/followed-bed.ts";
import type { Station } from "../link/station.ts";
import { RecordControl } from "../recording/record-control.tsx";
import { technicalMessage } from "../top-bar/technical.ts";
import { TopBar } from "../top-bar/top-bar.tsx";
import { go, route } from "../views/route.ts";
import { viewWords } from "../views/view-words.ts";
import { VIEWS } from "../views/views.ts";
import { language } from "../words/language.ts";
import { words } from "../words/words.ts";

/** The whole screen: top bar, the view that the address names, and the foot with a button for each view. */
export function Monitor(props: { station: Station }) {
  const beds = createMemo(() => props.station.state().beds?.map(({ bed }) => bed) ?? []);
  const chosen = createMemo(() => {
    const wish = route().bed;
    return wish !== null && beds().includes(wish) ? wish : (beds()[0] ?? "");
  });
  const view = createMemo(() => VIEWS.find(({ name }) => name === route().view) ?? VIEWS[0]);
  const { bed, pulse, stalledS } = followBed(props.station, chosen);
  const technical = createMemo(() => {
    const known = bed();
    const linked = props.station.link().phase !== "lost";
    if (known === null) return linked ? null : words.technical.linkLost;
    return technicalMessage({ linked, stalledS: stalledS(), bed: known, reading: pulse.reading() }, words);
  });
  createEffect(() => {
    document.title = bed() === null ? words.product : `${bed()?.label} - ${words.product}`;
    document.documentElement.lang = language();
  });
  return (
    <div class="monitor">
      <TopBar station={props.station} bed={bed()} technical={technical()} />
      <Suspense fallback={<p class="waiting">{words.waiting}</p>}>
        <Dynamic component={view().component} station={props.station} bed={chosen()} />
      </Suspense>
      <footer class="foot">
        <nav class="views" aria-label={viewWords.title}>
          <For each={VIEWS}>
            {({ name, label, ofBed }) => (
              <button
                type="button"
                data-testid={`view-${name}`}
                aria-current={view().name === name ? "page" : undefined}
                onClick={() => go(name, ofBed ? chosen() : null)}
              >
                {label()}
              </button>
            )}
          </For>
        </nav>
        <Show when={view().name === "bed"}>
          <button type="button" data-testid="evidence-toggle" aria-pressed={deep()} onClick={() => setDeep(!deep())}>
            {words.evidence.toggle}
          </button>
        </Show>
        <Show when={bed()?.bed} keyed>
          {(_bed) => <Show when={bed()}>{(known) => <RecordControl bed={known()} />}</Show>}
        </Show>
        <strong class="investigational" data-testid="investigational">
          {words.investigational}
        </strong>
      </footer>
    </div>
  );
}
