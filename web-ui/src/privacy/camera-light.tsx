import "./privacy.css";

import type { BedState } from "../link/station-state.ts";

import { minutesAndSeconds, privacyLeftS } from "./privacy-time.ts";
import { privacyWords } from "./privacy-words.ts";

/** A light that says whether the bed's camera is on: filled for on, hollow and crossed for off. */
export function CameraLight(props: { readonly bed: BedState }) {
  const state = () => {
    if (props.bed.alarms?.mode === "privacy") return "off";
    return props.bed.status?.state === "running" ? "on" : "lost";
  };
  const label = () => {
    const leftS = privacyLeftS(props.bed.alarms);
    if (leftS !== null) return `${privacyWords.cameraOff} ${minutesAndSeconds(leftS)}`;
    return state() === "on" ? privacyWords.cameraOn : privacyWords.cameraLost;
  };
  return (
    <span
      class="camera-light"
      data-testid="camera"
      data-camera={state()}
      title={label()}
      role="img"
      aria-label={label()}
    >
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <path class="camera-body" d="M2.5 7h12v10h-12zM14.5 11l6-3.5v9l-6-3.5" />
        <circle class="camera-lamp" cx="8.5" cy="12" r="3" />
        <path class="camera-cross" d="M3 21L21 3" />
      </svg>
    </span>
  );
}
