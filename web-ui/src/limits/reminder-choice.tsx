import { For } from "solid-js";

import { REMINDERS_MIN } from "./alarm-controls.ts";
import type { AlarmSwitchesProps } from "./alarm-switches.tsx";
import { limitWords } from "./limit-words.ts";

/** How often a sound reminds of alarms that are off, or acknowledged and still there. */
export function ReminderChoice(props: AlarmSwitchesProps) {
  // What is chosen is what the station says: a refusal leaves it as it was.
  async function remind(choice: HTMLSelectElement): Promise<void> {
    const minutes = REMINDERS_MIN.find((each) => each === Number(choice.value));
    if (minutes !== undefined) await props.order({ order: "reminder", minutes });
    choice.value = String(props.settings.reminderMin);
  }
  return (
    <label class="reminder">
      {limitWords.reminder}
      <select
        data-testid="reminder"
        disabled={!props.enabled}
        value={props.settings.reminderMin}
        onChange={(event) => void remind(event.currentTarget)}
      >
        <For each={REMINDERS_MIN}>{(minutes) => <option value={minutes}>{limitWords.every(minutes)}</option>}</For>
      </select>
    </label>
  );
}
