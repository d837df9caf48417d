import { type Accessor, createEffect, createSignal, onCleanup } from "solid-js";

export const SPEEDS = [0.5, 1, 2, 4, 8, 16] as const;

/** Where a reader is in a replay, in seconds by their number. */
export interface Player {
  readonly at: Accessor<number>;
  readonly playing: Accessor<boolean>;
  readonly speed: Accessor<number>;
  setSpeed(speed: number): void;
  /** Plays, or pauses; at the end it begins anew. */
  toggle(): void;
  /** Goes to a second, within those that are there, and pauses. */
  seek(number: number): void;
}

/** Plans the player of a replay of which `count` seconds are there; while more are read it waits for them. */
export function createPlayer(count: Accessor<number>, isWhole: Accessor<boolean>): Player {
  const [at, setAt] = createSignal(0);
  const [playing, setPlaying] = createSignal(false);
  const [speed, setSpeed] = createSignal<number>(1);
  const last = () => Math.max(0, count() - 1);
  createEffect(() => {
    if (!playing()) return;
    const turning = setInterval(() => {
      if (at() < last()) setAt(at() + 1);
      else if (isWhole()) setPlaying(false);
    }, 1000 / speed());
    onCleanup(() => clearInterval(turning));
  });
  return {
    at,
    playing,
    speed,
    setSpeed,
    toggle() {
      if (!playing() && isWhole() && at() === last()) setAt(0);
      setPlaying(!playing());
    },
    seek(number) {
      setPlaying(false);
      setAt(Math.min(last(), Math.max(0, Math.round(number))));
    },
  };
}
