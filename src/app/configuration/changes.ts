import { isDeepStrictEqual } from "node:util";

import type { AlarmOrder, AlarmSettings } from "../../wire/alarms.ts";

import type { Configuration, ConfiguredBed } from "./configuration.ts";

/** One step from the running configuration to a new one. */
export type ConfigurationChange =
  | { readonly kind: "add-bed"; readonly bed: ConfiguredBed }
  | { readonly kind: "remove-bed"; readonly id: string }
  /** Its source or camera is another: only its process begins anew. */
  | { readonly kind: "restart-bed"; readonly bed: ConfiguredBed }
  | { readonly kind: "label-bed"; readonly id: string; readonly label: string }
  /** The same orders that a nurse could give at the monitor, and the settings of a patient to come. */
  | { readonly kind: "set-alarms"; readonly bed: ConfiguredBed; readonly orders: readonly AlarmOrder[] }
  /** The order in which the monitor shows them. */
  | { readonly kind: "order-beds"; readonly ids: readonly string[] };

export interface ConfigurationChanges {
  /** Why the running station cannot take the new configuration, a sentence for each cause; then nothing is to be changed. */
  readonly refused: readonly string[];
  /** Removals first, so that a camera is free before another bed opens it. */
  readonly changes: readonly ConfigurationChange[];
}

/** What leads from one configuration to another. Beds are the same by their id; one that is in no change goes on undisturbed. Allocates. */
export function changesBetween(from: Configuration, to: Configuration): ConfigurationChanges {
  const refused: string[] = [];
  if (from.port !== to.port) refused.push(`station.port ${to.port} needs a restart`);
  if (!isDeepStrictEqual(from.access, to.access)) {
    refused.push("[accounts], [tls] and where the station listens need a restart: pages go on as they were let in");
  }
  if (!isDeepStrictEqual(from.history, to.history)) {
    refused.push("[history] needs a restart: the history goes on where and as long as it was kept");
  }
  if (from.replayFolder !== to.replayFolder)
    refused.push("[replay] needs a restart: pages go on with the folder that was");
  if (!isDeepStrictEqual(from.receivers, to.receivers)) {
    refused.push("[[receivers]] need a restart: what waits goes on to those there were");
  }
  const isDemo = (configuration: Configuration) => configuration.beds.some(({ plan }) => plan.demo);
  if (isDemo(from) !== isDemo(to)) {
    refused.push("rendered patients and real beds never follow each other in one station: restart it");
  }
  for (const { plan, alarms } of to.beds) {
    const running = from.beds.find((bed) => bed.plan.bed === plan.bed);
    if (running && running.alarms.escalateS !== alarms.escalateS) {
      refused.push(`escalation of bed ${plan.bed} needs a restart: its alarms go on rising as they did`);
    }
  }
  if (refused.length > 0) return { refused, changes: [] };

  const before = new Map(from.beds.map((bed) => [bed.plan.bed, bed]));
  const after = new Map(to.beds.map((bed) => [bed.plan.bed, bed]));
  const changes: ConfigurationChange[] = [];
  for (const id of before.keys()) if (!after.has(id)) changes.push({ kind: "remove-bed", id });
  for (const bed of to.beds) {
    const running = before.get(bed.plan.bed);
    if (running) changes.push(...changesOfBed(running, bed));
    else changes.push({ kind: "add-bed", bed });
  }
  const kept = [...before.keys()].filter((id) => after.has(id));
  const added = [...after.keys()].filter((id) => !before.has(id));
  const ids = [...after.keys()];
  if (!isDeepStrictEqual([...kept, ...added], ids)) changes.push({ kind: "order-beds", ids });
  return { refused, changes };
}

function changesOfBed(from: ConfiguredBed, to: ConfiguredBed): ConfigurationChange[] {
  const changes: ConfigurationChange[] = [];
  const { bed: id, label } = to.plan;
  if (from.plan.label !== label) changes.push({ kind: "label-bed", id, label });
  const isSameCamera = isDeepStrictEqual({ ...from.plan, label }, to.plan);
  if (!isSameCamera) changes.push({ kind: "restart-bed", bed: to });
  if (!isDeepStrictEqual(from.alarms, to.alarms)) {
    changes.push({ kind: "set-alarms", bed: to, orders: ordersBetween(from.alarms, to.alarms) });
  }
  return changes;
}

/** Orders that lead from one bed's settings to others. Only what the file changed: what was set at the monitor beside it stays. */
function ordersBetween(from: AlarmSettings, to: AlarmSettings): AlarmOrder[] {
  const orders: AlarmOrder[] = [];
  const isOtherProfile = from.profile !== to.profile;
  if (isOtherProfile) orders.push({ order: "profile", profile: to.profile });
  // The order for a profile sets that profile's limits.
  if (isOtherProfile || !isDeepStrictEqual(from.limits, to.limits)) orders.push({ order: "limits", limits: to.limits });
  const { conditionDelayS, extremeDelayS, noBreathDelayS } = to;
  const delays = { conditionDelayS, extremeDelayS, noBreathDelayS };
  if (!isDeepStrictEqual({ ...from, ...delays }, from)) orders.push({ order: "delays", ...delays });
  if (from.reminderMin !== to.reminderMin) orders.push({ order: "reminder", minutes: to.reminderMin });
  for (const alarm of new Set([...from.off, ...to.off])) {
    const on = !to.off.includes(alarm);
    if (from.off.includes(alarm) === on) orders.push({ order: "switch", alarm, on });
  }
  for (const alarm of new Set([...from.latching, ...to.latching])) {
    const on = to.latching.includes(alarm);
    if (from.latching.includes(alarm) !== on) orders.push({ order: "latch", alarm, on });
  }
  return orders;
}

/** One change as a person reads it. */
export function changeWords(change: ConfigurationChange): string {
  switch (change.kind) {
    case "add-bed":
      return `bed ${change.bed.plan.bed} added`;
    case "remove-bed":
      return `bed ${change.id} removed`;
    case "restart-bed":
      return `bed ${change.bed.plan.bed} restarted with its new source`;
    case "label-bed":
      return `bed ${change.id} is now called ${change.label}`;
    case "set-alarms":
      return `alarms of bed ${change.bed.plan.bed} set`;
    case "order-beds":
      return "beds put in a new order";
  }
}
