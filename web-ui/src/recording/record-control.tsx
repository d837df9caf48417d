import "./record-control.css";

import { createEffect, createSignal, on, Show } from "solid-js";

import { giveOrder } from "../link/orders.ts";
import type { BedState } from "../link/station-state.ts";
import { words } from "../words/words.ts";

import { RecordQuestion } from "./record-question.tsx";
import { lengthText, sizeText } from "./recording-length.ts";

/** Begins a bed's recording after one question, ends it, and says how long it is, that it ended, and why. */
export function RecordControl(props: { readonly bed: BedState }) {
  const [asking, setAsking] = createSignal(false);
  const [fault, setFault] = createSignal("");
  let button!: HTMLButtonElement;
  const recording = () => props.bed.recording;
  const isOn = () => recording()?.state === "recording";
  // A failure is told until somebody has seen it, or records again.
  createEffect(
    on(
      () => recording()?.state,
      (state) => setFault(state === "failed" ? words.recording.failed(recording()?.detail ?? "") : ""),
    ),
  );

  async function order(action: "start" | "stop", landmarks: boolean): Promise<void> {
    leave();
    const answer = await giveOrder(props.bed.bed, { order: "record", action, landmarks });
    setFault(answer?.accepted ? "" : (answer?.detail ?? words.recording.notDone));
  }
  function leave(): void {
    setAsking(false);
    button.focus();
  }
  function press(): void {
    if (isOn()) void order("stop", false);
    else setAsking(!asking());
  }

  return (
    <div class="record-control">
      <button
        type="button"
        class="record-button"
        data-testid="record"
        ref={button}
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
              <span>{isOn() ? now().detail : ""}</span>
            </>
          )}
        </Show>
      </span>
      <Show when={asking() && !isOn()}>
        <RecordQuestion label={props.bed.label} start={(landmarks) => void order("start", landmarks)} cancel={leave} />
      </Show>
      <Show when={fault()}>
        {(sentence) => (
          <section class="record-box" data-testid="record-fault" role="alert">
            <p>{sentence()}</p>
            <button type="button" onClick={() => setFault("")}>
              {words.recording.close}
            </button>
          </section>
        )}
      </Show>
    </div>
  );
}
