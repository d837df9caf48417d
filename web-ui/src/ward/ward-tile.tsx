import { createMemo, Show } from "solid-js";

import { alarmText } from "../alarms/alarm-text.ts";
import { alarmTitle } from "../alarms/alarm-title.ts";
import { alarmWords } from "../alarms/alarm-words.ts";
import { alarmsOff } from "../alarms/alarms-off.ts";
import { type FollowedRate, followBed } from "../bed/followed-bed.ts";
import { DemoHatch } from "../demo/demo-hatch.tsx";
import type { Station } from "../link/station.ts";
import { limitMarks } from "../numeric/limit-marks.ts";
import { patientWords } from "../patient/patient-words.ts";
import { minutesAndSeconds, privacyLeftS } from "../privacy/privacy-time.ts";
import { pulseSpeed, respirationSpeed } from "../screen/screen-choices.ts";
import { CrossedBell } from "../sound/crossed-bell.tsx";
import { WaveCanvas } from "../wave/wave-canvas.tsx";
import { words } from "../words/words.ts";

import { wardWords } from "./ward-words.ts";

/** At 25 mm/s a wave moves 1.6 pixels a picture: where many share the box they are drawn in twos. */
const MANY_BEDS = 16;

interface WardTileProps {
  readonly station: Station;
  readonly bed: string;
  readonly open: () => void;
}

/** One bed among many: name, patient, rates and waves, and its most urgent alarm, or why there is nothing. */
export function WardTile(props: WardTileProps) {
  const leastStepPx = () => ((props.station.state().beds?.length ?? 0) > MANY_BEDS ? 2 : 1);
  const { bed, pulse, respiration, stalledS } = followBed(props.station, () => props.bed);
  const tapes = () => props.station.tapes(props.bed);
  const alarm = createMemo(() => bed()?.alarms?.alarms[0] ?? null);
  const off = createMemo(() => alarmsOff(bed()?.alarms?.settings.off ?? [], "all"));
  const flashing = () => alarm()?.inactivation === "enabled";
  const note = () => {
    const alarms = bed()?.alarms ?? null;
    const leftS = privacyLeftS(alarms);
    if (leftS !== null) return `${wardWords.off} ${minutesAndSeconds(leftS)}`;
    if (alarms?.mode === "standby") return patientWords.inStandby;
    const seconds = stalledS();
    if (seconds !== null) return words.stalled(seconds);
    const breathing = respiration.reading();
    if (breathing.state === "none" && breathing.reason === "no-breath") return respiration.reason();
    return pulse.reason() || respiration.reason();
  };
  const idle = (rate: FollowedRate) => rate.reading().state === "none" && stalledS() !== null;
  return (
    <button
      type="button"
      class="ward-tile"
      classList={{
        stalled: stalledS() !== null,
        alarming: alarm() !== null,
        flashing: flashing(),
        "tile-high": alarm()?.priority === "high",
        "tile-medium": alarm()?.priority === "medium",
        "tile-low": alarm()?.priority === "low",
      }}
      data-testid="ward-tile"
      data-bed={props.bed}
      data-priority={alarm()?.priority}
      onClick={() => props.open()}
    >
      <span class="ward-name">
        <b>{bed()?.label}</b>
        <Show when={off().length > 0}>
          <i
            class="ward-alarm-off"
            role="img"
            aria-label={alarmWords.off(off().map(alarmTitle).join(", "))}
            title={alarmWords.off(off().map(alarmTitle).join(", "))}
            data-testid="ward-alarm-off"
          >
            <CrossedBell />
          </i>
        </Show>
        <span>{bed()?.alarms?.patient?.label}</span>
      </span>
      <Show when={alarm()} fallback={<span class="ward-note">{note()}</span>}>
        {(now) => <span class={`ward-note ground-${now().priority}`}>{alarmText(now())}</span>}
      </Show>
      <span class="ward-waves">
        <span class="sign-pulse">
          <WaveCanvas
            tape={tapes().pulse}
            mmPerS={pulseSpeed()}
            perMille={0}
            gainPatienceMs={6000}
            leastStepPx={leastStepPx()}
            idle={idle(pulse)}
            onScale={() => undefined}
            testId="ward-pulse-wave"
          />
        </span>
        <span class="sign-respiration ward-breath">
          <WaveCanvas
            tape={tapes().respiration}
            mmPerS={respirationSpeed()}
            perMille={0}
            gainPatienceMs={15_000}
            leastStepPx={leastStepPx()}
            idle={idle(respiration)}
            onScale={() => undefined}
            testId="ward-respiration-wave"
          />
        </span>
      </span>
      <TileRate sign="pulse" label={words.pulse.label} rate={pulse} flashing={flash("pulse")} />
      <TileRate sign="respiration" label={words.respiration.label} rate={respiration} flashing={flash("respiration")} />
      <DemoHatch demo={bed()?.demo ?? false} />
    </button>
  );

  function flash(sign: "pulse" | "respiration"): string | null {
    return limitMarks(bed()?.alarms ?? null, sign)?.flashing ?? null;
  }
}

interface TileRateProps {
  readonly sign: "pulse" | "respiration";
  readonly label: string;
  readonly rate: FollowedRate;
  /** Priority at whose pace the number flashes. */
  readonly flashing: string | null;
}

function TileRate(props: TileRateProps) {
  return (
    <span class={`ward-rate ward-${props.sign} sign-${props.sign}`}>
      <small>{props.label}</small>
      <span
        classList={{
          held: props.rate.reading().state === "held",
          none: props.rate.shown() === null,
          "flash-high": props.flashing === "high",
          "flash-medium": props.flashing === "medium",
        }}
        data-testid={`ward-${props.sign}`}
      >
        {props.rate.shown() ?? "- -"}
      </span>
    </span>
  );
}
