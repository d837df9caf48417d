import type { BedOrder, OrderAnswer, Patient } from "../wire/alarm-messages.ts";
import type { AlarmOrder, AlarmOutput, AlarmSettings } from "../wire/alarms.ts";
import { CALLER_NAMES } from "../wire/caller-names.ts";
import { noteOf } from "../wire/note-codes.ts";
import { defaultAlarmSettings } from "../alarms/profile.ts";
import type { History } from "../history/history.ts";
import type { LogEntry } from "../history/log-entry.ts";

import type { Announcer } from "./alarm-announcer.ts";
import type { AlarmBed } from "./alarm-bed.ts";
import { orderEntry, stationEntry } from "./alarm-log.ts";
import type { RecordingDesk } from "./recording-desk.ts";

export interface OrderDeskPlan {
  readonly history: Pick<History, "forgetBed">;
  readonly announcer: Announcer;
  /** Records what a bed put out, then tells it; resolves with whether the log has it. */
  readonly advance: (bed: AlarmBed, outputs: readonly AlarmOutput[], more?: readonly LogEntry[]) => Promise<boolean>;
  readonly confirmPatient: (bed: string) => void;
  /** Somebody was admitted or discharged: what was measured before is not of whoever comes. */
  readonly newPatient: (bed: string) => void;
  readonly record: RecordingDesk["obey"];
}

export interface WardOrderDesk {
  obey(bed: AlarmBed, order: BedOrder, by: string): Promise<OrderAnswer>;
  /** Tries again to remove what is known of discharged patients, where the store refused it. */
  forgetAgain(): Promise<void>;
}

/** Plans what does a user's orders: each is in the log, with who gave it, before it is answered. */
export function planOrderDesk({
  history,
  announcer,
  advance,
  confirmPatient,
  newPatient,
  record,
}: OrderDeskPlan): WardOrderDesk {
  const toForget = new Set<AlarmBed>();

  async function forget(bed: AlarmBed): Promise<void> {
    toForget.add(bed);
    try {
      await history.forgetBed(bed.bed);
    } catch {
      // The alarm about the storage tells of it.
      return;
    }
    toForget.delete(bed);
    const nowMs = Date.now();
    await announcer.announce([stationEntry(nowMs, { what: "forgotten", bed: bed.bed })], [bed.document(nowMs)], []);
  }

  async function confirm(bed: AlarmBed, order: BedOrder, by: string): Promise<OrderAnswer> {
    confirmPatient(bed.bed);
    const answer = { accepted: true, detail: "the face in view is taken for the patient's" };
    return answerLogged(bed, order, by, answer);
  }

  async function answerLogged(
    bed: AlarmBed,
    order: BedOrder,
    by: string,
    answer: Omit<OrderAnswer, "recorded">,
  ): Promise<OrderAnswer> {
    return { ...answer, recorded: await advance(bed, [], [orderEntry(bed.bed, by, Date.now(), order, answer)]) };
  }

  async function admit(bed: AlarmBed, order: Extract<BedOrder, { order: "admit" }>, by: string): Promise<OrderAnswer> {
    const taken = bed.patient !== null;
    const answer = taken
      ? {
          accepted: false,
          detail: "a patient is admitted here already: discharge that one first",
          notes: [noteOf("admitted-already", {})],
        }
      : { accepted: true, detail: `admitted with the limits of the profile ${order.profile}` };
    const { consent, warnings } = order;
    const patient: Patient = {
      label: order.patient,
      admittedMs: Date.now(),
      ...(consent && { consent }),
      ...(warnings && { warnings }),
    };
    if (!taken) {
      bed.patient = patient;
      newPatient(bed.bed);
    }
    const orders = taken ? [] : [...profileOrders(order.profile, bed.site), MONITOR];
    const outputs = orders.flatMap((each) => bed.obey(each, each.order === "limits" ? SITE : by));
    const recorded = await advance(bed, outputs, [orderEntry(bed.bed, by, patient.admittedMs, order, answer)]);
    return { ...answer, recorded };
  }

  async function discharge(bed: AlarmBed, by: string): Promise<OrderAnswer> {
    bed.patient = null;
    newPatient(bed.bed);
    // It was of this patient.
    record(bed.bed, { action: "stop", landmarks: false });
    const outputs = bed.obey({ order: "discharge" }, by);
    const answer = answerOf(outputs);
    for (const order of siteOrders(bed.site)) outputs.push(...bed.obey(order, SITE));
    const recorded = await advance(bed, outputs);
    await forget(bed);
    return { ...answer, recorded };
  }

  return {
    async obey(bed, order, by) {
      if (order.order === "admit") return admit(bed, order, by);
      if (order.order === "confirm-patient") return confirm(bed, order, by);
      if (order.order === "record") return answerLogged(bed, order, by, record(bed.bed, order));
      if (order.order === "discharge") return discharge(bed, by);
      const outputs = bed.obey(order, by);
      return { ...answerOf(outputs), recorded: await advance(bed, outputs) };
    },
    async forgetAgain() {
      for (const bed of toForget) await forget(bed);
    },
  };
}

const SITE = CALLER_NAMES.site;

const MONITOR: AlarmOrder = { order: "monitor" };

function answerOf(outputs: readonly AlarmOutput[]): Omit<OrderAnswer, "recorded"> {
  const answer = outputs.find((output) => output.kind === "alarm-answer");
  const { accepted = false, detail = "", notes } = answer ?? {};
  return { accepted, detail, ...(notes && { notes }) };
}

/** Orders that set a profile: with the site's own limits where they are meant for it. Allocates. */
function profileOrders(profile: AlarmSettings["profile"], site: AlarmSettings): AlarmOrder[] {
  const orders: AlarmOrder[] = [{ order: "profile", profile }];
  return profile === site.profile ? [...orders, { order: "limits", limits: site.limits }] : orders;
}

/** Orders that lead from a profile's defaults to the site's settings. Allocates. */
function siteOrders(site: AlarmSettings): AlarmOrder[] {
  const preset = defaultAlarmSettings(site.profile);
  const { conditionDelayS, extremeDelayS, noBreathDelayS, reminderMin } = site;
  const differs = (list: "off" | "latching") =>
    [...new Set([...site[list], ...preset[list]])].filter(
      (code) => site[list].includes(code) !== preset[list].includes(code),
    );
  return [
    ...profileOrders(site.profile, site),
    { order: "delays", conditionDelayS, extremeDelayS, noBreathDelayS },
    { order: "reminder", minutes: reminderMin },
    ...differs("off").map((alarm) => ({ order: "switch", alarm, on: !site.off.includes(alarm) }) as const),
    ...differs("latching").map((alarm) => ({ order: "latch", alarm, on: site.latching.includes(alarm) }) as const),
  ];
}
