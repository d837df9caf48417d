import "./monitor.css";

import { createEffect, createMemo, createSignal, Show } from "solid-js";

import { AlarmList } from "../alarms/alarm-list.tsx";
import { BedView } from "../bed/bed-view.tsx";
import { followBed } from "../bed/followed-bed.ts";
import { BedStrip } from "../bed-strip/bed-strip.tsx";
import type { Station } from "../link/station.ts";
import { RecordControl } from "../recording/record-control.tsx";
import { technicalMessage } from "../top-bar/technical.ts";
import { TopBar } from "../top-bar/top-bar.tsx";
import { words } from "../words/words.ts";

/** The whole screen: top bar, the beds to choose from where there are several, the chosen bed, and the foot. */
export function Monitor(props: { station: Station }) {
  const [wanted, setWanted] = createSignal<string | null>(null);
  const [deep, setDeep] = createSignal(false);
  const beds = createMemo(() => props.station.state().beds?.map(({ bed }) => bed) ?? []);
  const chosen = createMemo(() => {
    const wish = wanted();
    return wish !== null && beds().includes(wish) ? wish : (beds()[0] ?? "");
  });
  const { bed, pulse, respiration, stalledS } = followBed(props.station, chosen);
  const technical = createMemo(() => {
    const known = bed();
    const linked = props.station.link().phase !== "lost";
    if (known === null) return linked ? null : words.technical.linkLost;
    return technicalMessage({ linked, stalledS: stalledS(), bed: known, reading: pulse.reading() }, words);
  });
  createEffect(() => {
    document.title = bed() === null ? words.product : `${bed()?.label} - ${words.product}`;
  });
  return (
    <div class="monitor">
      <TopBar station={props.station} bed={bed()} technical={technical()} />
      <Show when={beds().length > 1}>
        <BedStrip station={props.station} beds={beds()} chosen={chosen()} choose={setWanted} />
      </Show>
      <Show when={bed()} fallback={<p class="waiting">{props.station.state().beds ? words.noBeds : words.waiting}</p>}>
        {(known) => (
          <BedView
            bed={known()}
            tapes={props.station.tapes(chosen())}
            pulse={pulse}
            respiration={respiration}
            stalledS={stalledS()}
            nowMs={props.station.nowMs()}
            deep={deep()}
            alarms={<AlarmList beds={props.station.state().beds ?? []} ward={props.station.state().wardAlarms} />}
          />
        )}
      </Show>
      <footer class="foot">
        <button type="button" data-testid="evidence-toggle" aria-pressed={deep()} onClick={() => setDeep(!deep())}>
          {words.evidence.toggle}
        </button>
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
