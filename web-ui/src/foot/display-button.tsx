import { createSignal, Show } from "solid-js";

import { CalibrationDialog } from "../display/calibration-dialog.tsx";
import { DisplayDialog } from "../display/display-dialog.tsx";
import { displayWords } from "../display/display-words.ts";

/** Opens what concerns this screen alone. */
export function DisplayButton() {
  const [open, setOpen] = createSignal<"display" | "calibration" | null>(null);
  return (
    <>
      <button type="button" data-testid="display-open" onClick={() => setOpen("display")}>
        {displayWords.button}
      </button>
      <Show when={open() === "display"}>
        <DisplayDialog close={() => setOpen(null)} calibrate={() => setOpen("calibration")} />
      </Show>
      <Show when={open() === "calibration"}>
        <CalibrationDialog close={() => setOpen(null)} />
      </Show>
    </>
  );
}
