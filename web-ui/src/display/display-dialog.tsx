import "./display.css";

import { createUniqueId, For, Show } from "solid-js";

import { Dialog } from "../dialog/dialog.tsx";
import {
  chooseNight,
  choosePulseGain,
  choosePulseSpeed,
  chooseRespirationGain,
  chooseRespirationSpeed,
  GAINS_PER_MILLE,
  measuredPxPerMm,
  night,
  PULSE_SPEEDS_MM_PER_S,
  pulseGain,
  pulseSpeed,
  RESPIRATION_SPEEDS_MM_PER_S,
  respirationGain,
  respirationSpeed,
} from "../screen/screen-choices.ts";

import { displayWords } from "./display-words.ts";
import { LanguageChoice } from "./language-choice.tsx";

/** How this screen shows: language, night, speed and size of the waves, and its true size. */
export function DisplayDialog(props: { readonly close: () => void; readonly calibrate: () => void }) {
  return (
    <Dialog
      title={displayWords.title}
      testId="display"
      close={props.close}
      foot={
        <>
          <button type="button" data-testid="calibrate" onClick={() => props.calibrate()}>
            {displayWords.calibrate}
          </button>
          <button type="submit" class="first">
            {displayWords.close}
          </button>
        </>
      }
      submit={props.close}
    >
      <div class="display-line">
        <span>{displayWords.language}</span>
        <LanguageChoice />
      </div>
      <label class="choice">
        <input
          type="checkbox"
          data-testid="night"
          checked={night()}
          onChange={(event) => chooseNight(event.currentTarget.checked)}
        />
        {displayWords.night}
      </label>
      <WaveChoice
        title={displayWords.pulse}
        sign="pulse"
        speeds={PULSE_SPEEDS_MM_PER_S}
        speed={pulseSpeed()}
        chooseSpeed={choosePulseSpeed}
        gain={pulseGain()}
        chooseGain={choosePulseGain}
      />
      <WaveChoice
        title={displayWords.respiration}
        sign="respiration"
        speeds={RESPIRATION_SPEEDS_MM_PER_S}
        speed={respirationSpeed()}
        chooseSpeed={chooseRespirationSpeed}
        gain={respirationGain()}
        chooseGain={chooseRespirationGain}
      />
      <p class="muted">
        <Show when={measuredPxPerMm() !== null} fallback={displayWords.nominal}>
          {displayWords.calibrated}
        </Show>
      </p>
    </Dialog>
  );
}

interface WaveChoiceProps {
  readonly title: string;
  readonly sign: "pulse" | "respiration";
  readonly speeds: readonly number[];
  readonly speed: number;
  readonly chooseSpeed: (mmPerS: number) => void;
  readonly gain: number;
  readonly chooseGain: (perMille: number) => void;
}

function WaveChoice(props: WaveChoiceProps) {
  const titleId = createUniqueId();
  return (
    <fieldset aria-labelledby={titleId}>
      <h3 id={titleId} class={`sign-${props.sign}`}>
        {props.title}
      </h3>
      <label>
        {displayWords.speed}
        <select
          data-testid={`${props.sign}-speed`}
          onChange={(event) => props.chooseSpeed(Number(event.currentTarget.value))}
        >
          <For each={props.speeds}>
            {(mmPerS) => (
              <option value={mmPerS} selected={mmPerS === props.speed}>
                {displayWords.speeds(mmPerS)}
              </option>
            )}
          </For>
        </select>
      </label>
      <label>
        {displayWords.gain}
        <select
          data-testid={`${props.sign}-gain`}
          onChange={(event) => props.chooseGain(Number(event.currentTarget.value))}
        >
          <For each={GAINS_PER_MILLE}>
            {(perMille) => (
              <option value={perMille} selected={perMille === props.gain}>
                {perMille === 0 ? displayWords.automatic : displayWords.gains(perMille)}
              </option>
            )}
          </For>
        </select>
      </label>
    </fieldset>
  );
}
