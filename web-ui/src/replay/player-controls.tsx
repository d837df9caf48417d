import { For } from "solid-js";

import type { ReplaySecond } from "../../../src/wire/replay.ts";

import { type Player, SPEEDS } from "./player.ts";
import { runningWords } from "./replay-plots.ts";
import { replayWords } from "./replay-words.ts";

interface PlayerControlsProps {
  readonly player: Player;
  readonly second: ReplaySecond | null;
  readonly hasWrong: boolean;
  readonly seekWrong: () => void;
}

/** Play, pause, steps and speed. */
export function PlayerControls(props: PlayerControlsProps) {
  const step = (by: number, sign: string, label: "back10" | "back1" | "forward1" | "forward10") => (
    <button
      type="button"
      aria-label={replayWords[label]}
      title={replayWords[label]}
      data-testid={label}
      onClick={() => props.player.seek(props.player.at() + by)}
    >
      {sign}
    </button>
  );
  return (
    <div class="player" title={replayWords.keys}>
      {step(-10, "−10", "back10")}
      {step(-1, "−1", "back1")}
      <button
        type="button"
        class="play"
        data-testid="play"
        aria-pressed={props.player.playing()}
        onClick={props.player.toggle}
      >
        {props.player.playing() ? `❚❚ ${replayWords.pause}` : `▶ ${replayWords.play}`}
      </button>
      {step(1, "+1", "forward1")}
      {step(10, "+10", "forward10")}
      <label>
        {replayWords.speed}{" "}
        <select
          value={props.player.speed()}
          data-testid="speed"
          onChange={({ currentTarget }) => props.player.setSpeed(Number(currentTarget.value))}
        >
          <For each={SPEEDS}>{(speed) => <option value={speed}>{replayWords.times(speed)}</option>}</For>
        </select>
      </label>
      <button type="button" data-testid="next-wrong" disabled={!props.hasWrong} onClick={() => props.seekWrong()}>
        {replayWords.nextWrong}
      </button>
      <output class="player-time" data-testid="replay-time" data-t-ms={props.second?.vitals.tMs}>
        {runningWords(props.second?.vitals.tMs ?? 0)}
      </output>
    </div>
  );
}
