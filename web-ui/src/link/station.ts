import { type Accessor, batch, createSignal } from "solid-js";

import type { StreamMessage } from "../../../src/wire/messages.ts";
import { WaveTape } from "../wave/wave-tape.ts";

import { connect, type Link } from "./connection.ts";
import { StallWatch } from "./stall-watch.ts";
import { afterMessage, type StationState, UNKNOWN_STATION } from "./station-state.ts";

/** How often the page looks at the time: for counting seconds of silence, the clock and the calm of numerals. */
const LOOK_MS = 100;

/** Everything that the page's parts read: the station as it is known now. */
export interface Station {
  readonly state: Accessor<StationState>;
  readonly link: Accessor<Link>;
  /** The page's own clock, ms, ten times a second. */
  readonly nowMs: Accessor<number>;
  /** The wave of a bed. It changes many times a second and is read by the drawing, not watched. */
  tape(bed: string): WaveTape;
  /** How long a bed has been silent, null while it never spoke. */
  silenceMs(bed: string, nowMs: number): number | null;
}

export function followStation(url: string): Station {
  const [state, setState] = createSignal<StationState>(UNKNOWN_STATION);
  const [link, setLink] = createSignal<Link>({ phase: "connecting" });
  const [nowMs, setNowMs] = createSignal(performance.now());
  const tapes = new Map<string, WaveTape>();
  const watch = new StallWatch();

  const tape = (bed: string) => {
    const known = tapes.get(bed) ?? new WaveTape();
    tapes.set(bed, known);
    return known;
  };

  const take = (message: StreamMessage) => {
    const now = performance.now();
    switch (message.kind) {
      case "hello":
        for (const old of tapes.values()) old.clear();
        break;
      case "tick":
        for (const [bed, silentMs] of Object.entries(message.silentMs)) watch.told(bed, silentMs, now);
        break;
      case "wave": {
        const vitals = state().beds?.find(({ bed }) => bed === message.bed)?.vitals;
        tape(message.bed).push(message, vitals?.pulse.rateBpm === null);
        watch.heard(message.bed, "wave", now);
        return;
      }
      case "vitals":
        watch.heard(message.bed, "vitals", now);
        break;
      case "status":
        if (message.state !== "running" && message.state !== "source-lost") {
          tape(message.bed).clear();
          watch.forget(message.bed);
        }
        break;
    }
    // Together, so that no part of the screen is behind another.
    batch(() => {
      setNowMs(now);
      setState((known) => afterMessage(known, message, now));
    });
  };

  // From the greeting to the first tick the past is told. It is taken at once, together with the tick that says how old it
  // is: taken one by one, an old value would look live for a moment.
  let past: StreamMessage[] | null = null;
  const receive = (message: StreamMessage) => {
    if (message.kind === "hello") past = [];
    if (past === null) {
      take(message);
      return;
    }
    past.push(message);
    if (message.kind !== "tick") return;
    const told = past;
    past = null;
    batch(() => {
      for (const one of told) take(one);
    });
  };

  setInterval(() => setNowMs(performance.now()), LOOK_MS);
  connect(url, receive, setLink);
  return { state, link, nowMs, tape, silenceMs: (bed, now) => watch.silenceMs(bed, now) };
}
