import { Show } from "solid-js";

import { followBed } from "../bed/followed-bed.ts";
import { DemoHatch } from "../demo/demo-hatch.tsx";
import type { Station } from "../link/station.ts";
import { words } from "../words/words.ts";

/** One bed in small: its name, its rate in the same three states as the big one, and why there is none. */
export function BedTile(props: { station: Station; bed: string; chosen: boolean; choose: () => void }) {
  const { bed, reading, shownBpm, stalledS } = followBed(props.station, () => props.bed);
  const note = () => {
    const seconds = stalledS();
    if (seconds !== null) return words.stalled(seconds);
    const now = reading();
    if (now.state === "live") return "";
    return now.state === "held" ? words.pulse.held(now.heldS) : words.reasons[now.reason];
  };
  return (
    <button
      type="button"
      class="bed-tile"
      data-testid="bed-tile"
      data-bed={props.bed}
      aria-pressed={props.chosen}
      classList={{ stalled: stalledS() !== null }}
      onClick={() => props.choose()}
    >
      <span class="tile-name">{bed()?.label}</span>
      <span class="tile-note">{note()}</span>
      <span class="tile-rate" classList={{ held: reading().state === "held" }}>
        <Show when={shownBpm() !== null} fallback={<span class="tile-none">{words.pulse.none}</span>}>
          {shownBpm()}
        </Show>
      </span>
      <DemoHatch demo={bed()?.demo ?? false} />
    </button>
  );
}
