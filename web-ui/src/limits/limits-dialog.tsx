import "./limits.css";

import { createEffect, createSignal, on } from "solid-js";

import type { BedOrder } from "../../../src/wire/alarm-messages.ts";
import type { AlarmLimits, AlarmSettings } from "../../../src/wire/alarms.ts";
import { Dialog } from "../dialog/dialog.tsx";
import { giveOrder } from "../link/orders.ts";
import type { BedState } from "../link/station-state.ts";

import { DelayFields, type Delays } from "./delay-fields.tsx";
import { LimitFields } from "./limit-fields.tsx";
import { limitWords } from "./limit-words.ts";

interface LimitsDialogProps {
  readonly bed: BedState;
  /** How the bed alarms now. */
  readonly settings: AlarmSettings;
  readonly close: () => void;
}

/** Sets the limits and delays of a bed's alarms; automatic limits follow what is shown now. */
export function LimitsDialog(props: LimitsDialogProps) {
  const [limits, setLimits] = createSignal<AlarmLimits>(props.settings.limits);
  const [delays, setDelays] = createSignal<Delays>(props.settings);
  const [fault, setFault] = createSignal("");
  // What the station set by itself, or another screen, is what stands here.
  createEffect(
    on(
      () => JSON.stringify(props.settings.limits),
      () => setLimits(props.settings.limits),
    ),
  );

  async function order(asked: BedOrder): Promise<boolean> {
    const answer = await giveOrder(props.bed.bed, asked);
    setFault(answer?.accepted ? "" : (answer?.detail ?? limitWords.notDone));
    return answer?.accepted === true;
  }
  async function save(): Promise<void> {
    if (!areWhole(limits())) return void setFault(limitWords.range);
    const { conditionDelayS, extremeDelayS, noBreathDelayS } = delays();
    const changed = JSON.stringify(delays()) !== JSON.stringify(props.settings);
    if (!(await order({ order: "limits", limits: limits() }))) return;
    if (changed && !(await order({ order: "delays", conditionDelayS, extremeDelayS, noBreathDelayS }))) return;
    props.close();
  }
  const automatic = () => props.settings.profile !== "neonatal";

  return (
    <Dialog
      title={limitWords.title(props.bed.label)}
      testId="limits"
      close={props.close}
      fault={fault()}
      submit={() => void save()}
      foot={
        <>
          <button type="submit" class="first" data-testid="limits-save">
            {limitWords.save}
          </button>
          <button
            type="button"
            data-testid="limits-automatic"
            disabled={!automatic()}
            onClick={() => void order({ order: "automatic-limits" })}
          >
            {limitWords.automatic}
          </button>
          <button
            type="button"
            data-testid="limits-default"
            onClick={() => void order({ order: "profile", profile: props.settings.profile })}
          >
            {limitWords.defaults}
          </button>
          <button type="button" onClick={() => props.close()}>
            {limitWords.cancel}
          </button>
        </>
      }
    >
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
      <p class="muted">{automatic() ? limitWords.automaticNote : limitWords.noAutomatic}</p>
    </Dialog>
  );
}

function areWhole({ pulse, respiration }: AlarmLimits): boolean {
  const within = ({ low, high }: AlarmLimits["pulse"], least: number, most: number, gap: number) =>
    Number.isInteger(low) && Number.isInteger(high) && low >= least && high <= most && high - low >= gap;
  return within(pulse, 25, 240, 10) && within(respiration, 4, 120, 5);
}
