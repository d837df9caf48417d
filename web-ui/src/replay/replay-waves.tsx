import { createMemo } from "solid-js";

import type { ReplaySecond } from "../../../src/wire/replay.ts";
import { WavePlot } from "../review/wave-plot.tsx";

import { pastLines } from "./past-lines.ts";
import type { FollowedReplay } from "./replay-client.ts";
import { replayWords } from "./replay-words.ts";

/** How much of each wave is shown, s. */
const SPAN_S = { pulse: 10, respiration: 30 } as const;

interface ReplayWavesProps {
  readonly replay: FollowedReplay;
  readonly at: number;
  readonly second: ReplaySecond;
}

/** The waves up to the chosen second, with the beats and breaths that its evidence names. */
export function ReplayWaves(props: ReplayWavesProps) {
  const lines = (wave: "pulse" | "respiration") =>
    createMemo(() => {
      const seconds: ReplaySecond[] = [];
      for (let number = props.at - SPAN_S[wave]; number <= props.at; number += 1) {
        const second = number < 0 ? null : props.replay.second(number);
        if (second) seconds.push(second);
      }
      return pastLines(seconds, wave, props.second.vitals.tMs);
    });
  const [pulse, respiration] = [lines("pulse"), lines("respiration")];
  const before = (times: readonly number[]) => times.map((tMs) => tMs - props.second.vitals.tMs);
  return (
    <section class="panel past-column replay-waves">
      <h3 class="sign-pulse">
        {replayWords.pulseWave} <small class="muted">{replayWords.lastSeconds(SPAN_S.pulse)}</small>
      </h3>
      <WavePlot
        lines={pulse()}
        fromMs={-1000 * SPAN_S.pulse}
        toMs={0}
        eventMs={null}
        beatsMs={before(props.second.vitals.evidence.beatsMs)}
        sign="pulse"
        label={replayWords.pulseWave}
        testId="replay-pulse-wave"
      />
      <h3 class="sign-respiration">
        {replayWords.respirationWave} <small class="muted">{replayWords.lastSeconds(SPAN_S.respiration)}</small>
      </h3>
      <WavePlot
        lines={respiration()}
        fromMs={-1000 * SPAN_S.respiration}
        toMs={0}
        eventMs={null}
        beatsMs={before(props.second.vitals.evidence.respiration?.breathsMs ?? [])}
        sign="respiration"
        label={replayWords.respirationWave}
        testId="replay-respiration-wave"
      />
    </section>
  );
}
