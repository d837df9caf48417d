import { Show } from "solid-js";

import { type FollowedRate, followBed } from "../bed/followed-bed.ts";
import { DemoHatch } from "../demo/demo-hatch.tsx";
import type { Station } from "../link/station.ts";
import { words } from "../words/words.ts";

/** One bed in small: its name, its rates in the same three states as the big ones, and why there is none. */
export function BedTile(props: { station: Station; bed: string; chosen: boolean; choose: () => void }) {
  const { bed, pulse, respiration, stalledS } = followBed(props.station, () => props.bed);
  const priority = () => bed()?.alarms?.alarms[0]?.priority ?? null;
  // What a nurse must know first: a silent bed, then a chest that stands still, then why there is no pulse, then the rest.
  const note = () => {
    const seconds = stalledS();
    if (seconds !== null) return words.stalled(seconds);
    const breathing = respiration.reading();
    if (breathing.state === "none" && breathing.reason === "no-breath") return respiration.reason();
    return noteOf(pulse) || noteOf(respiration);
  };
  return (
    <button
      type="button"
      class="bed-tile"
      data-testid="bed-tile"
      data-bed={props.bed}
      aria-pressed={props.chosen}
      classList={{ stalled: stalledS() !== null, [`alarm-frame-${priority()}`]: priority() !== null }}
      onClick={() => props.choose()}
    >
      <span class="tile-name">{bed()?.label}</span>
      <span class="tile-note">
        <Show when={bed()?.recording?.state === "recording"}>
          <strong class="tile-recording">{words.recording.tile}</strong>
        </Show>
        {note()}
      </span>
      <TileRate sign="pulse" rate={pulse} />
      <TileRate sign="respiration" rate={respiration} />
      <DemoHatch demo={bed()?.demo ?? false} />
    </button>
  );
}

function noteOf(rate: FollowedRate): string {
  const now = rate.reading();
  return now.state === "held" ? words.rate.held(now.heldS) : rate.reason();
}

function TileRate(props: { sign: "pulse" | "respiration"; rate: FollowedRate }) {
  return (
    <span
      class={`tile-rate sign-${props.sign}`}
      classList={{ held: props.rate.reading().state === "held" }}
      data-testid={`tile-${props.sign}`}
    >
      <Show when={props.rate.shown() !== null} fallback={<span class="tile-none">{words.rate.none}</span>}>
        {props.rate.shown()}
      </Show>
    </span>
  );
}
