import { createSignal, For, Show } from "solid-js";

import type { BedOrder } from "../../../src/wire/alarm-messages.ts";
import type { AlarmCode, AlarmSettings } from "../../../src/wire/alarms.ts";
import { alarmTitle } from "../alarms/alarm-title.ts";
import { Question } from "../dialog/question.tsx";

import { ALARM_CONTROLS, type AlarmControl } from "./alarm-controls.ts";
import { limitWords } from "./limit-words.ts";

export interface AlarmSwitchesProps {
  readonly settings: AlarmSettings;
  /** False: the role may only look. */
  readonly enabled: boolean;
  /** Resolves with why it was refused, empty for nothing. */
  readonly order: (asked: BedOrder) => Promise<string>;
}

/** For each alarm whether it is on, whether it stays until somebody acknowledges it, and after how long it comes. */
export function AlarmSwitches(props: AlarmSwitchesProps) {
  const [asked, setAsked] = createSignal<AlarmCode | null>(null);
  const isOn = (alarm: AlarmCode) => !props.settings.off.includes(alarm);
  const isLatched = (alarm: AlarmCode) => props.settings.latching.includes(alarm);
  const delay = ({ delay: of }: AlarmControl) => (of === null ? "" : limitWords.after(props.settings[of]));
  function turn(alarm: AlarmCode): void {
    if (isOn(alarm)) setAsked(alarm);
    else void props.order({ order: "switch", alarm, on: true });
  }
  /** What is ticked is what the station says: a refusal leaves it as it was. */
  async function latch(alarm: AlarmCode, box: HTMLInputElement): Promise<void> {
    await props.order({ order: "latch", alarm, on: box.checked });
    box.checked = isLatched(alarm);
  }
  return (
    <>
      <table class="alarm-switches">
        <thead>
          <tr>
            <th scope="col">{limitWords.alarm}</th>
            <th scope="col">{limitWords.state}</th>
            <th scope="col">{limitWords.latched}</th>
            <th scope="col">{limitWords.delay}</th>
          </tr>
        </thead>
        <tbody>
          <For each={ALARM_CONTROLS}>
            {(control) => (
              <tr classList={{ off: !isOn(control.alarm) }}>
                <th scope="row">{alarmTitle(control.alarm)}</th>
                <td>
                  <button
                    type="button"
                    role="switch"
                    class="alarm-switch"
                    data-testid={`switch-${control.alarm}`}
                    aria-checked={isOn(control.alarm)}
                    aria-label={alarmTitle(control.alarm)}
                    disabled={!props.enabled}
                    onClick={() => turn(control.alarm)}
                  >
                    {isOn(control.alarm) ? limitWords.isOn : limitWords.isOff}
                  </button>
                </td>
                <td>
                  <Show when={control.canLatch}>
                    <label class="choice latch">
                      <input
                        type="checkbox"
                        data-testid={`latch-${control.alarm}`}
                        aria-label={`${limitWords.latched}: ${alarmTitle(control.alarm)}`}
                        checked={isLatched(control.alarm)}
                        disabled={!props.enabled}
                        onChange={(event) => void latch(control.alarm, event.currentTarget)}
                      />
                    </label>
                  </Show>
                </td>
                <td>{delay(control)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <p class="muted">{limitWords.latchedNote}</p>
      <Show when={asked()}>
        {(alarm) => (
          <Question
            title={limitWords.offTitle(alarmTitle(alarm()))}
            what={limitWords.offWhat(props.settings.reminderMin)}
            yes={limitWords.off}
            no={limitWords.keep}
            testId="alarm-off"
            act={() => props.order({ order: "switch", alarm: alarm(), on: false })}
            close={() => setAsked(null)}
          />
        )}
      </Show>
    </>
  );
}
