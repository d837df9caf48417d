import { type Accessor, batch, createSignal, untrack } from "solid-js";

import type { AlarmSound } from "../../../src/wire/alarms.ts";
import type { StreamMessage } from "../../../src/wire/messages.ts";

import { BedTapes } from "./bed-tapes.ts";
import { connect, type Link } from "./connection.ts";
import { StallWatch } from "./stall-watch.ts";
import { heardStationTime } from "./station-clock.ts";
import { afterMessage, type StationState, UNKNOWN_STATION } from "./station-state.ts";

/** How often the page looks at the time: for counting seconds of silence, the clock and the calm of numerals. */
const LOOK_MS = 200;
/** What many beds say in this time is shown together: a page of sixteen would else be worked out anew a hundred times a second. */
const TOGETHER_MS = 100;
/** Said again and again; everything else is shown at once. */
const CALM: ReadonlySet<StreamMessage["kind"]> = new Set(["vitals", "outline", "load", "picture", "identity"]);

/** Everything that the page's parts read: the station as it is known now. */
export interface Station {
  readonly state: Accessor<StationState>;
  readonly link: Accessor<Link>;
  /** The page's own clock, ms, five times a second. */
  readonly nowMs: Accessor<number>;
  /** The waves and the movement of a bed. They change many times a second and are read by the drawing, not watched. */
  tapes(bed: string): BedTapes;
  /** How long a bed has been silent, null while it never spoke. */
  silenceMs(bed: string, nowMs: number): number | null;
  /** Calls back when the station says that a sound begins. */
  onSound(listen: (sound: AlarmSound) => void): void;
}

export function followStation(url: string): Station {
  const [state, setState] = createSignal<StationState>(UNKNOWN_STATION);
  const [link, setLink] = createSignal<Link>({ phase: "connecting" });
  const [nowMs, setNowMs] = createSignal(performance.now());
  const known = new Map<string, BedTapes>();
  const watch = new StallWatch();
  const listeners: ((sound: AlarmSound) => void)[] = [];

  const tapes = (bed: string) => {
    const found = known.get(bed) ?? new BedTapes();
    known.set(bed, found);
    return found;
  };

  /** What is heard but not shown yet, in its order, and when the first of it came. */
  let heard: StreamMessage[] = [];
  let heardSinceMs = 0;
  let waiting: ReturnType<typeof setTimeout> | null = null;

  const show = () => {
    if (waiting !== null) clearTimeout(waiting);
    waiting = null;
    const now = performance.now();
    const before = untrack(state);
    const after = heard.reduce((known, message) => afterMessage(known, message, now), before);
    heard = [];
    if (after === before) return;
    // Together, so that no part of the screen is behind another.
    batch(() => {
      setNowMs(now);
      setState(after);
    });
  };

  const showSoon = (message: StreamMessage, now: number) => {
    if (heard.length === 0) heardSinceMs = now;
    heard.push(message);
    if (!CALM.has(message.kind)) show();
    else waiting ??= setTimeout(show, TOGETHER_MS);
  };

  const take = (message: StreamMessage) => {
    const now = performance.now();
    // A page in the background hears, though its timers rest.
    if (heard.length > 0 && now - heardSinceMs > TOGETHER_MS) show();
    switch (message.kind) {
      case "hello":
        for (const old of known.values()) old.clear();
        break;
      case "tick":
        heardStationTime(message.stationMs);
        for (const [bed, silentMs] of Object.entries(message.silentMs)) watch.told(bed, silentMs, now);
        break;
      case "wave":
        tapes(message.bed).pushWave(message);
        if (message.wave === "pulse") watch.heard(message.bed, "wave", now);
        return;
      case "movement":
        tapes(message.bed).movement.push(message);
        return;
      case "movement-event":
        tapes(message.bed).movement.pushEvent(message);
        return;
      case "alarm-sound":
        for (const listen of listeners) listen(message);
        return;
      case "vitals":
        watch.heard(message.bed, "vitals", now);
        tapes(message.bed).setVitals(message.vitals);
        break;
      case "status":
        if (message.state !== "running") tapes(message.bed).setVitals(null);
        if (message.state !== "running" && message.state !== "source-lost") {
          tapes(message.bed).clear();
          watch.forget(message.bed);
        }
        break;
    }
    showSoon(message, now);
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
  return {
    state,
    link,
    nowMs,
    tapes,
    silenceMs: (bed, now) => watch.silenceMs(bed, now),
    onSound: (listen) => listeners.push(listen),
  };
}
