import "./movement-panel.css";

import { createMemo, For } from "solid-js";

import { type MovementEventMessage, type MovementValue, UNSEEN_MOVEMENT } from "../../../src/wire/movement.ts";
import { COLUMN_MS, type MovementTape, TAPE_SPAN_MS } from "../../../src/wire/movement-tape.ts";
import { DemoHatch } from "../demo/demo-hatch.tsx";
import { words } from "../words/words.ts";

import { MovementStrip } from "./movement-strip.tsx";
import { degreeWords, STRIP_ROWS } from "./strip-rows.ts";

interface MovementPanelProps {
  readonly tape: MovementTape;
  /** Null while the bed has told no values. */
  readonly movement: MovementValue | null;
  /** Time of those values, ms of the source. */
  readonly tMs: number | null;
  readonly nowMs: number;
  readonly demo: boolean;
}

/** Movement of the face's muscles over the last minutes, as small strips; it says what moved and nothing of why. */
export function MovementPanel(props: MovementPanelProps) {
  const beat = createMemo(() => Math.floor(props.nowMs / COLUMN_MS));
  const value = () => props.movement ?? UNSEEN_MOVEMENT;
  const share = (degree: number | null) =>
    degree === null ? words.rate.none : words.movement.share(Math.round(100 * degree));
  const lastEvent = createMemo(() => {
    beat();
    return eventWords(props.tape.events, props.tMs);
  });
  return (
    <section class="panel movement-panel" data-testid="movement">
      <header>
        <h2>{words.movement.title}</h2>
        <span class="muted movement-note">{words.movement.note}</span>
        <span class="movement-event" data-testid="movement-event">
          {lastEvent()}
        </span>
        <span class="movement-figure" data-testid="blinks">
          <span class="muted">{words.movement.blinks}</span>
          <b>{value().blinksPerMin === null ? words.rate.none : Math.round(value().blinksPerMin ?? 0)}</b>
          <span class="muted">{words.rate.unit}</span>
        </span>
        <span class="movement-figure" data-testid="eyes-closed">
          <span class="muted">{words.movement.eyesClosed}</span>
          <b>{share(value().eyesClosed)}</b>
        </span>
      </header>
      <div class="movement-rows">
        <For each={STRIP_ROWS}>
          {(row) => (
            <MovementStrip
              row={row}
              tape={props.tape}
              degree={degreeWords(row, row.now(value()), words.movement)}
              beat={beat}
            />
          )}
        </For>
      </div>
      <footer class="movement-axis muted" aria-hidden="true">
        <For each={minutes()}>
          {(minute) => <span>{minute === 0 ? words.movement.now : words.movement.minutesAgo(minute)}</span>}
        </For>
      </footer>
      <DemoHatch demo={props.demo} />
    </section>
  );
}

/** Minutes before now, from the left edge of the strips to the right. */
function minutes(): number[] {
  const count = TAPE_SPAN_MS / 60_000;
  return Array.from({ length: count + 1 }, (_, i) => count - i);
}

/** The last event but blinks, with its age; empty where there was none. */
function eventWords(events: readonly MovementEventMessage[], tMs: number | null): string {
  const last = events.findLast(({ event }) => event !== "blink");
  if (last === undefined || tMs === null) return "";
  const ageS = Math.max(0, Math.round((tMs - last.tMs) / 1000));
  const age = `${Math.floor(ageS / 60)}:${String(ageS % 60).padStart(2, "0")}`;
  return words.movement.ago(words.movement.events[last.event], age);
}
