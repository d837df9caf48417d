import { Show } from "solid-js";

import { BedStrip } from "../bed-strip/bed-strip.tsx";
import { go } from "../views/route.ts";
import type { ViewProps } from "../views/view-props.ts";
import { words } from "../words/words.ts";

import { BedView } from "./bed-view.tsx";
import { evidenceOpen } from "./evidence-depth.ts";
import { followBed } from "./followed-bed.ts";

/** The chosen bed at full size, below the beds to choose from where there are several. */
export function BedsideView(props: ViewProps) {
  const beds = () => props.station.state().beds?.map(({ bed }) => bed) ?? [];
  const { bed, pulse, respiration, stalledS } = followBed(props.station, () => props.bed);
  return (
    <>
      <Show when={beds().length > 1}>
        <BedStrip station={props.station} beds={beds()} chosen={props.bed} choose={(name) => go("bed", name)} />
      </Show>
      <Show when={bed()} fallback={<p class="waiting">{props.station.state().beds ? words.noBeds : words.waiting}</p>}>
        {(known) => (
          <BedView
            bed={known()}
            tapes={props.station.tapes(props.bed)}
            pulse={pulse}
            respiration={respiration}
            stalledS={stalledS()}
            nowMs={props.station.nowMs()}
            deep={evidenceOpen()}
          />
        )}
      </Show>
    </>
  );
}
