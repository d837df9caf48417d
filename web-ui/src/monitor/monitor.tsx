import "./monitor.css";

import { createEffect, createMemo, createSignal, Show, Suspense } from "solid-js";
import { Dynamic } from "solid-js/web";

import { AlarmList } from "../alarms/alarm-list.tsx";
import { followAlarms } from "../alarms/page-alarms.ts";
import { followBed } from "../bed/followed-bed.ts";
import { Foot } from "../foot/foot.tsx";
import type { Station } from "../link/station.ts";
import { followSound } from "../sound/alarm-sound.ts";
import { technicalMessage } from "../top-bar/technical.ts";
import { TopBar } from "../top-bar/top-bar.tsx";
import { route } from "../views/route.ts";
import { VIEWS } from "../views/views.ts";
import { words } from "../words/words.ts";

/** The whole screen: top bar, the view that the address names, and the foot. Alarms are followed whatever the view. */
export function Monitor(props: { station: Station }) {
  const known = () => props.station.state().beds ?? [];
  const names = createMemo(() => known().map(({ bed }) => bed), [], { equals: (a, b) => a.join() === b.join() });
  const chosen = createMemo(() => {
    const wish = route().bed;
    return wish !== null && names().includes(wish) ? wish : (names()[0] ?? "");
  });
  const view = createMemo(() => VIEWS.find(({ name }) => name === route().view) ?? VIEWS[0]);
  const { bed, pulse, stalledS } = followBed(props.station, chosen);
  const linked = () => props.station.link().phase !== "lost";
  const technical = createMemo(() => {
    const now = bed();
    if (now === null || !view().ofBed) return linked() ? null : words.technical.linkLost;
    return technicalMessage({ linked: linked(), stalledS: stalledS(), bed: now, reading: pulse.reading() }, words);
  });
  const alarms = followAlarms(props.station);
  const sound = followSound(props.station, alarms.sounding);
  const [listed, setListed] = createSignal(false);
  createEffect(() => {
    const label = view().ofBed ? bed()?.label : view().label();
    document.title = label === undefined ? words.product : `${label} - ${words.product}`;
  });
  return (
    <div class="monitor">
      <TopBar
        station={props.station}
        bed={view().ofBed ? bed() : null}
        title={view().ofBed ? words.product : view().label()}
        technical={technical()}
        alarms={alarms}
        sound={sound}
        openAlarms={() => setListed(!listed())}
      />
      <Suspense fallback={<p class="waiting">{words.waiting}</p>}>
        <Dynamic component={view().component} station={props.station} bed={chosen()} />
      </Suspense>
      <Show when={listed()}>
        <AlarmList rows={alarms.rows()} close={() => setListed(false)} />
      </Show>
      <Foot view={view()} bed={bed()} beds={known()} alarms={alarms} linked={linked()} />
    </div>
  );
}
