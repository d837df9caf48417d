import "./top-bar.css";

import { createMemo, Show } from "solid-js";

import { AlarmArea } from "../alarms/alarm-area.tsx";
import { audioPausedS } from "../alarms/alarm-rows.ts";
import { alarmWords } from "../alarms/alarm-words.ts";
import type { PageAlarms } from "../alarms/page-alarms.ts";
import { LanguageChoice } from "../display/language-choice.tsx";
import type { Station } from "../link/station.ts";
import type { BedState } from "../link/station-state.ts";
import { patientWords } from "../patient/patient-words.ts";
import { CameraLight } from "../privacy/camera-light.tsx";
import type { AlarmSoundState } from "../sound/alarm-sound.ts";
import { SoundButton } from "../sound/sound-button.tsx";
import { words } from "../words/words.ts";

import { timeOfDay } from "./clock.ts";
import { LinkState } from "./link-state.tsx";

interface TopBarProps {
  readonly station: Station;
  /** The bed that the view is about; null for a view of all. */
  readonly bed: BedState | null;
  /** What stands in the place of all beds. */
  readonly title: string;
  readonly technical: string | null;
  readonly alarms: PageAlarms;
  readonly sound: AlarmSoundState;
  readonly openAlarms: () => void;
}

/** Who and what the screen is about: bed, patient, demonstration, both places for alarms, sound, camera, link, time and language. */
export function TopBar(props: TopBarProps) {
  const clock = () => {
    const offsetMs = props.station.state().clockOffsetMs;
    return offsetMs === null ? "--:--:--" : timeOfDay(props.station.nowMs() + offsetMs);
  };
  const ofGroup = (group: "technical" | "physiological") => props.alarms.rows().filter((row) => row.group === group);
  const technical = createMemo(() => ofGroup("technical"));
  const physiological = createMemo(() => ofGroup("physiological"));
  const several = () => (props.station.state().beds?.length ?? 0) > 1;
  return (
    <header class="top-bar">
      <span class="who">
        <strong class="bed-name" data-testid="bed-label">
          {props.bed?.label ?? props.title}
        </strong>
        <Show when={props.bed}>
          {(bed) => (
            <span class="patient" data-testid="patient-label">
              <b>{bed().alarms?.patient?.label ?? patientWords.nobody}</b>
              <span>{words.patientCategory[bed().alarms?.settings.profile ?? "adult"]}</span>
            </span>
          )}
        </Show>
        <Show when={props.bed?.demo}>
          <strong class="demo-word" data-testid="demo-word">
            {words.demo}
          </strong>
        </Show>
      </span>
      <AlarmArea
        group="technical"
        rows={technical()}
        calm={props.technical ?? `${words.technical.label}: ${words.technical.ok}`}
        nowMs={props.station.nowMs()}
        named={several()}
        open={props.openAlarms}
      />
      <AlarmArea
        group="physiological"
        rows={physiological()}
        calm={alarmWords.none}
        nowMs={props.station.nowMs()}
        named={several()}
        open={props.openAlarms}
      />
      <SoundButton sound={props.sound} pausedS={audioPausedS(props.station.state().beds ?? [])} />
      <Show when={props.bed}>{(bed) => <CameraLight bed={bed()} />}</Show>
      <LinkState link={props.station.link()} nowMs={props.station.nowMs()} />
      <time class="clock" data-testid="clock">
        {clock()}
      </time>
      <LanguageChoice />
    </header>
  );
}
