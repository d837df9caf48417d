import "./bed-strip.css";

import { For } from "solid-js";

import type { Station } from "../link/station.ts";
import { words } from "../words/words.ts";

import { BedTile } from "./bed-tile.tsx";

/** Small tiles of all beds, in the station's order; one touch chooses the bed that fills the screen. */
export function BedStrip(props: {
  station: Station;
  beds: readonly string[];
  chosen: string;
  choose: (bed: string) => void;
}) {
  return (
    <nav class="bed-strip" aria-label={words.chooseBed}>
      <For each={props.beds}>
        {(bed) => (
          <BedTile station={props.station} bed={bed} chosen={bed === props.chosen} choose={() => props.choose(bed)} />
        )}
      </For>
    </nav>
  );
}
