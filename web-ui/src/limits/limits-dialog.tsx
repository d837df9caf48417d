import "./limits.css";

import { createEffect, createSignal, For, on, Show } from "solid-js";

import type { BedOrder } from "../../../src/wire/alarm-messages.ts";
import type { AlarmLimits, AlarmSettings } from "../../../src/wire/alarms.ts";
import { Dialog } from "../dialog/dialog.tsx";
import { giveOrder } from "../link/orders.ts";
import type { BedState } from "../link/station-state.ts";
import { may, session } from "../sign-in/session.ts";
import { createFault, type Sentence } from "../words/sentence.ts";

import { AlarmSwitches } from "./alarm-switches.tsx";
import { DelayFields, type Delays } from "./delay-fields.tsx";
import { LimitFields } from "./limit-fields.tsx";
import { limitWords } from "./limit-words.ts";
import { ReminderChoice } from "./reminder-choice.tsx";

interface LimitsDialogProps {
  readonly bed: BedState;
  /** How the bed alarms now. */
  readonly settings: AlarmSettings;
  readonly close: () => void;
}

const PARTS = ["setLimits", "setAlarms"] as const;

/** Sets the limits and delays of a bed's alarms, and which of them are on; automatic limits follow what is shown now. */
export function LimitsDialog(props: LimitsDialogProps) {
  const [limits, setLimits] = createSignal<AlarmLimits>(props.settings.limits);
  const [delays, setDelays] = createSignal<Delays>(delaysOf(props.settings));
  const [part, setPart] = createSignal<(typeof PARTS)[number]>("setLimits");
  const fault = createFault();
  const enabled = () => may("order");
  // What the station set by itself, or another screen, is what stands here.
  createEffect(
    on(
      () => JSON.stringify(props.settings.limits),
      () => setLimits(props.settings.limits),
    ),
  );
  createEffect(
    on(
      () => JSON.stringify(delaysOf(props.settings)),
      () => setDelays(delaysOf(props.settings)),
    ),
  );

  async function give(asked: BedOrder): Promise<Sentence | null> {
    const refused = await giveOrder(props.bed.bed, asked);
    fault.set(refused);
    return refused;
  }
  const order = async (asked: BedOrder): Promise<boolean> => (await give(asked)) === null;
  async function save(): Promise<void> {
    // Both before either is sent: what is refused by halves would leave the bed by halves as it was.
    if (!areWhole(limits())) return fault.set(() => limitWords.range);
    if (!areInRange(delays())) return fault.set(() => limitWords.delayRange);
    if (!(await order({ order: "limits", limits: limits() }))) return;
    const changed = JSON.stringify(delays()) !== JSON.stringify(delaysOf(props.settings));
    if (changed && !(await order({ order: "delays", ...delays() }))) return;
    props.close();
  }
  const automatic = () => props.settings.profile !== "neonatal";

  return (
    <Dialog
      title={limitWords.title(props.bed.label)}
      testId="limits"
      close={props.close}
      fault={fault.text()}
      submit={() => void save()}
      foot={
        <>
          <Show when={part() === "setLimits"}>
            <button type="submit" class="first" data-testid="limits-save" disabled={!enabled()}>
              {limitWords.save}
            </button>
            <button
              type="button"
              data-testid="limits-automatic"
              disabled={!enabled() || !automatic()}
              onClick={() => void order({ order: "automatic-limits" })}
            >
              {limitWords.automatic}
            </button>
            <button
              type="button"
              data-testid="limits-default"
              disabled={!enabled()}
              onClick={() => void order({ order: "profile", profile: props.settings.profile })}
            >
              {limitWords.defaults}
            </button>
          </Show>
          <Show when={part() === "setAlarms"}>
            <ReminderChoice settings={props.settings} enabled={enabled()} order={give} />
          </Show>
          <button type="button" data-testid="limits-close" onClick={() => props.close()}>
            {part() === "setLimits" ? limitWords.cancel : limitWords.close}
          </button>
        </>
      }
    >
      <div class="dialog-parts">
        <For each={PARTS}>
          {(each) => (
            <button type="button" data-testid={each} aria-pressed={part() === each} onClick={() => setPart(each)}>
              {limitWords[each]}
            </button>
          )}
        </For>
      </div>
      <Show when={!enabled()}>
        <p data-testid="not-allowed">{session()?.caller?.stoodDown ? limitWords.signInAgain : limitWords.notAllowed}</p>
      </Show>
      <Show
        when={part() === "setLimits"}
        fallback={<AlarmSwitches settings={props.settings} enabled={enabled()} order={give} />}
      >
        <fieldset class="bare" disabled={!enabled()}>
          <LimitFields
            sign="pulse"
            title={limitWords.pulse}
            range={limits().pulse}
            bounds={{ least: 25, most: 240 }}
            nowPerMin={props.bed.vitals?.pulse.rateBpm ?? null}
            change={(pulse) => setLimits({ ...limits(), pulse })}
          />
          <LimitFields
            sign="respiration"
            title={limitWords.respiration}
            range={limits().respiration}
            bounds={{ least: 4, most: 120 }}
            nowPerMin={props.bed.vitals?.respiration.rateBrpm ?? null}
            change={(respiration) => setLimits({ ...limits(), respiration })}
          />
          <DelayFields delays={delays()} change={setDelays} />
        </fieldset>
        <p class="muted">{automatic() ? limitWords.automaticNote : limitWords.noAutomatic}</p>
      </Show>
    </Dialog>
  );
}

function areWhole({ pulse, respiration }: AlarmLimits): boolean {
  const within = ({ low, high }: AlarmLimits["pulse"], least: number, most: number, gap: number) =>
    Number.isInteger(low) && Number.isInteger(high) && low >= least && high <= most && high - low >= gap;
  return within(pulse, 25, 240, 10) && within(respiration, 4, 120, 5);
}

function delaysOf({ conditionDelayS, extremeDelayS, noBreathDelayS }: AlarmSettings): Delays {
  return { conditionDelayS, extremeDelayS, noBreathDelayS };
}

/** What stands in an emptied field is no number, and in no range. */
function areInRange({ conditionDelayS, extremeDelayS, noBreathDelayS }: Delays): boolean {
  const within = (seconds: number, least: number, most: number) => seconds >= least && seconds <= most;
  return within(conditionDelayS, 0, 15) && within(extremeDelayS, 0, conditionDelayS) && within(noBreathDelayS, 10, 40);
}
