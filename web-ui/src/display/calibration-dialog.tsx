import { createSignal } from "solid-js";

import { Dialog } from "../dialog/dialog.tsx";
import { keepPxPerMm, PX_PER_MM_BOUNDS, pxPerMm } from "../screen/screen-choices.ts";

import { calibrationWords } from "./display-words.ts";

/** Sides of a bank card after ISO/IEC 7810 ID-1, mm. */
const CARD_MM = { long: 85.6, short: 53.98 } as const;
/** Below this width of the page, CSS pixels, the card's long side has no room. */
const NARROW_PX = 600;
const STEP_PX_PER_MM = 0.01;

/** Measures the screen with a bank card, so that a millimetre of the sweep is one. */
export function CalibrationDialog(props: { readonly close: () => void }) {
  const side = innerWidth < NARROW_PX ? "short" : "long";
  const most = Math.min(PX_PER_MM_BOUNDS.most, (innerWidth - 60) / CARD_MM[side]);
  const [chosen, setChosen] = createSignal(Math.min(pxPerMm(), most));
  function keep(value: number | null): void {
    keepPxPerMm(value);
    props.close();
  }
  return (
    <Dialog
      title={calibrationWords.title}
      testId="calibration"
      wide
      close={props.close}
      submit={() => keep(chosen())}
      foot={
        <>
          <button type="submit" class="first" data-testid="calibration-save">
            {calibrationWords.save}
          </button>
          <button type="button" data-testid="calibration-reset" onClick={() => keep(null)}>
            {calibrationWords.reset}
          </button>
          <button type="button" onClick={() => props.close()}>
            {calibrationWords.cancel}
          </button>
        </>
      }
    >
      <p>{calibrationWords[side]}</p>
      <div
        class="card-frame"
        data-testid="calibration-card"
        style={{
          width: `${chosen() * CARD_MM[side]}px`,
          height: `${Math.min(260, chosen() * (side === "long" ? CARD_MM.short : CARD_MM.long))}px`,
        }}
      />
      <input
        type="range"
        data-testid="calibration-slider"
        aria-label={calibrationWords.slider}
        min={PX_PER_MM_BOUNDS.least}
        max={most}
        step={STEP_PX_PER_MM}
        value={chosen()}
        onInput={(event) => setChosen(event.currentTarget.valueAsNumber)}
      />
    </Dialog>
  );
}
