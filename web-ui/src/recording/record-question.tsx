import { createSignal, onMount } from "solid-js";

import { words } from "../words/words.ts";

/** Asks once whether a bed is to be recorded, and whether with the landmarks of the face. Escape is no. */
export function RecordQuestion(props: {
  readonly label: string;
  readonly start: (landmarks: boolean) => void;
  readonly cancel: () => void;
}) {
  const [landmarks, setLandmarks] = createSignal(true);
  // Not on the button that begins: a key that is held down would answer its own question.
  let first!: HTMLInputElement;
  onMount(() => first.focus());
  return (
    <section
      class="record-box"
      data-testid="record-question"
      role="dialog"
      aria-labelledby="record-title"
      aria-describedby="record-what"
      onKeyDown={(event) => event.key === "Escape" && props.cancel()}
    >
      <h2 id="record-title">{words.recording.title(props.label)}</h2>
      <p id="record-what">{words.recording.what}</p>
      <label>
        <input
          type="checkbox"
          ref={first}
          checked={landmarks()}
          onChange={(event) => setLandmarks(event.currentTarget.checked)}
        />
        {words.recording.landmarks} <span class="muted">{words.recording.landmarksNote}</span>
      </label>
      <p class="record-answers">
        <button type="button" data-testid="record-start" onClick={() => props.start(landmarks())}>
          {words.recording.start}
        </button>
        <button type="button" onClick={() => props.cancel()}>
          {words.recording.cancel}
        </button>
      </p>
    </section>
  );
}
