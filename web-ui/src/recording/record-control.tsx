import "./record-control.css";

import { createEffect, createMemo, createSignal, on, Show } from "solid-js";

import { giveOrder } from "../link/orders.ts";
import type { BedState } from "../link/station-state.ts";
import { createFault } from "../words/sentence.ts";
import { languageOf, told } from "../words/told.ts";
import { words } from "../words/words.ts";

import { RecordQuestion } from "./record-question.tsx";
import { lengthText, sizeText } from "./recording-length.ts";

/** Begins a bed's recording after one question, ends it, and says how long it is, that it ended, and why. */
export function RecordControl(props: { readonly bed: BedState }) {
  const [asking, setAsking] = createSignal(false);
  const fault = createFault();
  const recording = () => props.bed.recording;
  // The bed changes with each of its values: only another state is news.
  const state = createMemo(() => recording()?.state);
  const isOn = () => state() === "recording";
  // A failure is told until somebody has seen it, or records again.
  createEffect(
    on(state, (now) => {
      const { detail = "", notes } = recording() ?? {};
      fault.set(now === "failed" ? () => words.recording.failed(told(detail, notes)) : null);
    }),
  );

  async function order(action: "start" | "stop", landmarks: boolean): Promise<void> {
    setAsking(false);
    fault.set(await giveOrder(props.bed.bed, { order: "record", action, landmarks }));
  }
  function press(): void {
    if (isOn()) void order("stop", false);
    else setAsking(true);
  }

  return (
    <div class="record-control">
      <button
        type="button"
        class="record-button"
        data-testid="record"
        aria-haspopup={isOn() ? undefined : "dialog"}
        aria-expanded={isOn() ? undefined : asking()}
        onClick={press}
      >
        {isOn() ? words.recording.stop : words.recording.record}
      </button>
      <span class="record-state" classList={{ on: isOn() }} data-testid="record-state">
        <Show when={recording()}>
          {(now) => (
            <>
              <span>{isOn() ? words.recording.on : words.recording.ended}</span>
              <span>{lengthText(now().lengthMs ?? 0)}</span>
              <span>{sizeText(now().bytes)}</span>
              <span>{isOn() ? told(now().detail, now().notes) : ""}</span>
            </>
          )}
        </Show>
      </span>
      <Show when={asking() && !isOn()}>
        <RecordQuestion
          label={props.bed.label}
          start={(landmarks) => void order("start", landmarks)}
          cancel={() => setAsking(false)}
        />
      </Show>
      <Show when={fault.text()}>
        <section class="record-box" data-testid="record-fault" role="alert">
          <p lang={languageOf(fault.text())}>{fault.text()}</p>
          <button type="button" onClick={() => fault.set(null)}>
            {words.recording.close}
          </button>
        </section>
      </Show>
    </div>
  );
}
