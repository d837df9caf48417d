import { createSignal, For, Show } from "solid-js";

import type { BedOrder } from "../../../src/wire/alarm-messages.ts";
import type { AlarmCode, AlarmSettings } from "../../../src/wire/alarms.ts";
import { alarmTitle } from "../alarms/alarm-title.ts";
import { Question } from "../dialog/question.tsx";
import type { Sentence } from "../words/sentence.ts";

import { ALARM_CONTROLS, type AlarmControl } from "./alarm-controls.ts";
import { limitWords } from "./limit-words.ts";

export interface AlarmSwitchesProps {
  readonly settings: AlarmSettings;
  /** False: the role may only look. */
  readonly enabled: boolean;
  /** Resolves with why it was not done; null: it was. */
  readonly order: (asked: BedOrder) => Promise<Sentence | null>;
}

const GROUPS = ["physiological", "technical"] as const;

/** For each alarm whether it is on, whether it stays until somebody acknowledges it, and after how long it comes. */
export function AlarmSwitches(props: AlarmSwitchesProps) {
  const [asked, setAsked] = createSignal<AlarmCode | null>(null);
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
        <For each={GROUPS}>
          {(group) => (
            <tbody>
              <tr>
                <th scope="rowgroup" class="muted" colspan={4}>
                  {limitWords.groups[group]}
                </th>
              </tr>
              <For each={ALARM_CONTROLS[group]}>
                {(control) => <AlarmRow {...props} control={control} switchOff={() => setAsked(control.alarm)} />}
              </For>
            </tbody>
          )}
        </For>
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

interface AlarmRowProps extends AlarmSwitchesProps {
  readonly control: AlarmControl;
  readonly switchOff: () => void;
}

function AlarmRow(props: AlarmRowProps) {
  const { alarm, delay, canBeOff, canLatch } = props.control;
  const isOn = () => !props.settings.off.includes(alarm);
  const isLatched = () => props.settings.latching.includes(alarm);
  function turn(): void {
    if (isOn()) props.switchOff();
    else void props.order({ order: "switch", alarm, on: true });
  }
  /** What is ticked is what the station says: a refusal leaves it as it was. */
  async function latch(box: HTMLInputElement): Promise<void> {
    await props.order({ order: "latch", alarm, on: box.checked });
    box.checked = isLatched();
  }
  return (
    <tr classList={{ off: !isOn() }} data-testid="alarm-switch-row" data-alarm={alarm}>
      <th scope="row">{alarmTitle(alarm)}</th>
      <td>
        <Show when={canBeOff} fallback={<span class="muted">{limitWords.alwaysOn}</span>}>
          <button
            type="button"
            role="switch"
            class="alarm-switch"
            data-testid={`switch-${alarm}`}
            aria-checked={isOn()}
            aria-label={alarmTitle(alarm)}
            disabled={!props.enabled}
            onClick={turn}
          >
            {isOn() ? limitWords.isOn : limitWords.isOff}
          </button>
        </Show>
      </td>
      <td>
        <Show when={canLatch} fallback={<span class="muted">{limitWords.alwaysLatched}</span>}>
          <label class="choice latch">
            <input
              type="checkbox"
              data-testid={`latch-${alarm}`}
              aria-label={`${limitWords.latched}: ${alarmTitle(alarm)}`}
              checked={isLatched()}
              disabled={!props.enabled}
              onChange={(event) => void latch(event.currentTarget)}
            />
          </label>
        </Show>
      </td>
      <td>{delay === null ? "" : limitWords.after(props.settings[delay])}</td>
    </tr>
  );
}
