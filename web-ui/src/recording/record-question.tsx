import { createSignal } from "solid-js";

import { Dialog } from "../dialog/dialog.tsx";
import { words } from "../words/words.ts";

/** Asks once whether a bed is to be recorded, and whether with the landmarks of the face. Escape is no. */
export function RecordQuestion(props: {
  readonly label: string;
  readonly start: (landmarks: boolean) => void;
  readonly cancel: () => void;
}) {
  const [landmarks, setLandmarks] = createSignal(true);
  return (
    <Dialog
      title={words.recording.title(props.label)}
      testId="record-question"
      close={props.cancel}
      foot={
        <>
          <button type="button" data-testid="record-start" onClick={() => props.start(landmarks())}>
            {words.recording.start}
          </button>
          <button type="button" class="first" onClick={() => props.cancel()}>
            {words.recording.cancel}
          </button>
        </>
      }
    >
      <p>{words.recording.what}</p>
      {/* First, not the button that begins: a key that is held down would answer its own question. */}
      <label class="choice">
        <input type="checkbox" checked={landmarks()} onChange={(event) => setLandmarks(event.currentTarget.checked)} />
        <span>
          {words.recording.landmarks} <span class="muted">{words.recording.landmarksNote}</span>
        </span>
      </label>
    </Dialog>
  );
}
