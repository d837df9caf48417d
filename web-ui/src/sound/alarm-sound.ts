import { type Accessor, createEffect, createMemo, createSignal, untrack } from "solid-js";

import type { AlarmPriority } from "../../../src/wire/alarms.ts";
import type { Station } from "../link/station.ts";
import { stationNowMs } from "../link/station-clock.ts";

import { AlarmVoice } from "./alarm-voice.ts";
import { BURSTS } from "./burst.ts";
import { Sounder } from "./sounder.ts";

/** Off: the browser lets no sound out yet. Failed: it does, but nothing reaches the output. */
export type SoundPhase = "off" | "testing" | "on" | "failed";

export interface AlarmSoundState {
  readonly phase: Accessor<SoundPhase>;
  /** When the sound was last tested, ms since 1970 by the station's clock; null: never. */
  readonly testedMs: Accessor<number | null>;
  /** Switches the sound on, from within a touch or a key, and tests it. */
  begin(): Promise<void>;
  /** Plays one burst for the listener. */
  sample(priority: AlarmPriority): void;
}

/**
 * The sound of all alarms that this page knows, with one AudioContext. It begins with the first touch or key, for browsers allow none before.
 * `wanted`: the priority that is to be heard again and again; null: none.
 */
export function followSound(station: Station, wanted: Accessor<AlarmPriority | null>): AlarmSoundState {
  const context = new AudioContext();
  const voice = new AlarmVoice(context);
  const sounder = new Sounder(voice);
  const [running, setRunning] = createSignal(context.state === "running");
  const [verdict, setVerdict] = createSignal<"testing" | "on" | "failed" | null>(null);
  const [testedMs, setTestedMs] = createSignal<number | null>(null);
  context.onstatechange = () => setRunning(context.state === "running");
  const phase = createMemo<SoundPhase>(() => (running() ? (verdict() ?? "on") : "off"));

  async function begin(): Promise<void> {
    if (context.state !== "running") await context.resume();
    if (verdict() === "testing") return;
    setVerdict("testing");
    const heard = await voice.test();
    setTestedMs(stationNowMs());
    setVerdict(heard ? "on" : "failed");
  }
  function first(): void {
    removeEventListener("pointerdown", first);
    removeEventListener("keydown", first);
    void begin();
  }
  addEventListener("pointerdown", first);
  addEventListener("keydown", first);

  station.onSound(({ priority, repeat }) => {
    if (running() && !repeat) sounder.once(priority, performance.now());
  });
  createEffect(() => {
    const now = station.nowMs();
    const priority = wanted();
    if (phase() === "on" || phase() === "failed") untrack(() => sounder.follow(priority, now));
  });
  return {
    phase,
    testedMs,
    begin,
    sample: (priority) => voice.play(BURSTS[priority]),
  };
}
