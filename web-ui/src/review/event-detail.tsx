import { createMemo, Show } from "solid-js";

import type { HistoryEvent } from "../../../src/wire/history.ts";
import { DemoHatch } from "../demo/demo-hatch.tsx";
import { createAsked } from "../trends/asked.ts";
import { eventWords } from "../trends/event-words.ts";
import { askEventWaves } from "../trends/past.ts";
import { saveFile } from "../trends/save-file.ts";
import { momentWords } from "../trends/trend-frame.ts";
import { go } from "../views/route.ts";
import { words } from "../words/words.ts";

import { reviewWords, whoWord } from "./review-words.ts";
import { waveLines, wavesCsv } from "./wave-lines.ts";
import { WavePlot } from "./wave-plot.tsx";

/** Shown on either side of an event, ms. */
const SIDE_MS = 10_000;
const AROUND = { fromMs: -SIDE_MS, toMs: SIDE_MS, eventMs: 0, beatsMs: [] };

interface EventDetailProps {
  readonly bed: string;
  readonly event: HistoryEvent;
  readonly demo: boolean;
}

/** One alarm: its words, its times, who saw it, and the waves on either side of its beginning. */
export function EventDetail(props: EventDetailProps) {
  const key = createMemo(() => (props.event.hasWaves ? props.event.id : null));
  const waves = createAsked(key, () => askEventWaves(props.bed, key() ?? ""));
  const answer = createMemo(() => {
    const value = waves.value();
    return value && value.id === key() ? value : null;
  });
  const acknowledged = () => props.event.alarm?.acknowledged;
  return (
    <section class="panel past-column event-detail" data-testid="event-detail" data-event={props.event.id}>
      <header>
        <h2 class={props.event.alarm?.priority}>{eventWords(props.event)}</h2>
      </header>
      <dl>
        <div>
          <dt>{reviewWords.began}</dt>
          <dd>{momentWords(props.event.tMs, true)}</dd>
        </div>
        <div>
          <dt>{reviewWords.ended}</dt>
          <dd>{props.event.endMs === null ? reviewWords.lasts : momentWords(props.event.endMs, true)}</dd>
        </div>
        <div>
          <dd data-testid="acknowledged">
            {acknowledged()
              ? reviewWords.acknowledged(
                  whoWord(acknowledged()?.by ?? reviewWords.unknown),
                  momentWords(acknowledged()?.tMs ?? 0, true),
                )
              : reviewWords.notAcknowledged}
          </dd>
        </div>
      </dl>
      <Show when={props.event.hasWaves} fallback={<p class="review-none">{reviewWords.noWaves}</p>}>
        <Show
          when={answer()}
          fallback={
            <p class="muted">
              {waves.fault() === null ? reviewWords.loading : reviewWords.wavesGone(waves.fault() ?? "")}
            </p>
          }
        >
          {(told) => (
            <>
              <h3 class="sign-pulse">
                {reviewWords.pulse}{" "}
                <small class="muted">
                  {reviewWords.perMille}, {reviewWords.around}
                </small>
              </h3>
              <WavePlot
                {...AROUND}
                lines={waveLines(told(), "pulse")}
                sign="pulse"
                label={reviewWords.pulseLabel}
                testId="review-pulse"
              />
              <h3 class="sign-respiration">
                {reviewWords.respiration} <small class="muted">{reviewWords.perMille}</small>
              </h3>
              <WavePlot
                {...AROUND}
                lines={waveLines(told(), "respiration")}
                sign="respiration"
                label={reviewWords.respirationLabel}
                testId="review-respiration"
              />
            </>
          )}
        </Show>
      </Show>
      <footer>
        <button type="button" onClick={() => go("trends", props.bed)}>
          {reviewWords.inTrends}
        </button>
        <Show when={answer()}>
          {(told) => (
            <button
              type="button"
              data-testid="waves-csv"
              onClick={() =>
                saveFile(
                  `event-${props.event.id}.csv`,
                  new Blob([wavesCsv(told(), words.investigational)], { type: "text/csv" }),
                )
              }
            >
              {reviewWords.csv}
            </button>
          )}
        </Show>
      </footer>
      <DemoHatch demo={props.demo} />
    </section>
  );
}
