import { dirname, join } from "node:path";

import type { AlarmSettings } from "../wire/alarms.ts";
import type { BedMessage } from "../wire/messages.ts";
import { defaultAlarmSettings } from "../alarms/profile.ts";
import type { HistoryPlace } from "../history/backend.ts";
import type { Retention } from "../history/history.ts";
import { startServer } from "../stream/server.ts";

import { type AlarmWard, openAlarmWard } from "./alarm-ward.ts";
import type { BedPlan } from "./bed-plan.ts";
import { type BedSupervisor, superviseBed } from "./bed-supervisor.ts";
import type { ConfigurationChange } from "./configuration/changes.ts";
import { claimData, type Release } from "./data-claim.ts";
import { bedProcessPath, webUiPath } from "./entry-path.ts";
import { planHistoryDesk } from "./history-desk.ts";
import { apartForDemonstration, dataDirectory, defaultHistoryPlace } from "./history-place.ts";
import { planRecordingDesk } from "./recording-desk.ts";
import { recordingFile } from "./recording-memory.ts";

/** Who the configuration is in the log. */
const CONFIGURATION = "configuration";

export interface Station {
  readonly port: number;
  readonly beds: readonly BedSupervisor[];
  /** Makes a change of the configuration while all other beds go on. */
  apply(change: ConfigurationChange): Promise<void>;
  close(): Promise<void>;
}

export interface StationOptions {
  /** How a bed alarms that nobody has set; an adult's defaults where undefined. */
  readonly alarmSettings?: (bed: string) => AlarmSettings | undefined;
  /** Where the history lies; SQLite in AFAR_DATA where absent. That of a demonstration is kept beside it. */
  readonly historyPlace?: () => HistoryPlace;
  readonly retention?: Retention;
  /** Built module of a bed's process. */
  readonly bedModule?: string;
}

interface RunningBed {
  plan: BedPlan;
  supervisor: BedSupervisor;
}

/**
 * Starts the monitor's server and brings the alarms back as they were, then `prepare`s what the beds share, then one supervised
 * process per bed: the page is there at once and tells how far it is. Throws what startServer, claimData and `prepare` throw.
 */
export async function startStation(
  plans: readonly BedPlan[],
  port: number,
  prepare: () => Promise<unknown>,
  options: StationOptions = {},
): Promise<Station> {
  const { hub, ...server } = await startServer({ port, staticDir: webUiPath() });
  const kept = options.historyPlace?.() ?? defaultHistoryPlace(dataDirectory(process.env));
  const release = await claimPlace(kept).catch(async (error) => {
    await server.close();
    throw error;
  });
  hub.setBeds(plans.map(nameOf));
  for (const { bed } of plans) {
    hub.publish({ kind: "status", bed, state: "preparing", detail: "preparing the face models", progress: 0 });
  }
  let beds = new Map<string, RunningBed>();
  const recordings = planRecordingDesk({
    folder: join(dataDirectory(process.env), "recordings"),
    planOf: (bed) => beds.get(bed)?.plan,
    tell: (bed, command) => beds.get(bed)?.supervisor.tell(command),
    publish: (message) => hub.publish(message),
    memory: recordingFile(join(dataDirectory(process.env), "recordings.json")),
  });
  const openWard = (demo: boolean): Promise<AlarmWard> =>
    openAlarmWard({
      name: demo ? "demonstration" : "ward",
      demo,
      beds: plans
        .filter((plan) => plan.demo === demo)
        .map(({ bed }) => ({ bed, settings: options.alarmSettings?.(bed) ?? defaultAlarmSettings("adult") })),
      place: demo ? apartForDemonstration(kept) : kept,
      retention: options.retention,
      publish: (message) => {
        hub.publish(message);
        recordings.alarmed(message);
      },
      confirmPatient: (bed) => beds.get(bed)?.supervisor.tell({ kind: "confirm-patient" }),
      record: (bed, request) => recordings.obey(bed, request),
    });
  const kinds = [...new Set(plans.map(({ demo }) => demo))];
  const wards = new Map(await Promise.all(kinds.map(async (demo) => [demo, await openWard(demo)] as const)));
  const obey: AlarmWard["obey"] = (bed, order, by) =>
    [...wards.values()].map((ward) => ward.obey(bed, order, by)).find((answer) => answer !== undefined);
  server.takeOrders({ obey });
  const readerOf = (bed: string) => [...wards.values()].map((ward) => ward.historyOf(bed)).find((reader) => reader);
  server.readHistory(planHistoryDesk(readerOf));
  const closeWards = () => Promise.all([...wards.values()].map((ward) => ward.close()));
  try {
    await prepare();
  } catch (error) {
    await closeWards();
    await release();
    await server.close();
    throw error;
  }
  const hear = (said: BedMessage) => {
    const message = said.kind === "recording" ? recordings.heard(said) : said;
    hub.publish(message);
    for (const ward of wards.values()) ward.hear(message);
  };
  const module = options.bedModule ?? bedProcessPath();
  const start = (plan: BedPlan): RunningBed => {
    const greeting = () => recordings.greeting(plan);
    return { plan, supervisor: superviseBed(plan, hear, { module, greeting }) };
  };
  for (const plan of plans) beds.set(plan.bed, start(plan));

  async function apply(change: ConfigurationChange): Promise<void> {
    switch (change.kind) {
      case "add-bed": {
        const { plan, alarms } = change.bed;
        const ward = wards.get(plan.demo) ?? (await openWard(plan.demo));
        wards.set(plan.demo, ward);
        hub.setBeds([...[...beds.values()].map((bed) => nameOf(bed.plan)), nameOf(plan)]);
        ward.add(plan.bed, alarms);
        beds.set(plan.bed, start(plan));
        return;
      }
      case "remove-bed":
        await beds.get(change.id)?.supervisor.stop();
        beds.delete(change.id);
        recordings.forget(change.id);
        for (const ward of wards.values()) ward.remove(change.id, CONFIGURATION);
        return nameBeds();
      case "restart-bed":
        await beds.get(change.bed.plan.bed)?.supervisor.stop();
        beds.set(change.bed.plan.bed, start(change.bed.plan));
        return;
      case "label-bed": {
        const bed = beds.get(change.id);
        if (bed) bed.plan = { ...bed.plan, label: change.label };
        return nameBeds();
      }
      case "set-alarms":
        for (const ward of wards.values()) ward.setSite(change.bed.plan.bed, change.bed.alarms);
        for (const order of change.orders) await obey(change.bed.plan.bed, order, CONFIGURATION);
        return;
      case "order-beds":
        beds = new Map([...beds].sort(([a], [b]) => change.ids.indexOf(a) - change.ids.indexOf(b)));
        return nameBeds();
    }
  }

  function nameBeds(): void {
    hub.setBeds([...beds.values()].map(({ plan }) => nameOf(plan)));
  }

  return {
    port: server.port,
    get beds() {
      return [...beds.values()].map(({ supervisor }) => supervisor);
    },
    apply,
    async close() {
      await Promise.all([...beds.values()].map(({ supervisor }) => supervisor.stop()));
      await closeWards();
      await release();
      await server.close();
    },
  };
}

/** A folder of history files is one station's. */
async function claimPlace(place: HistoryPlace): Promise<Release> {
  return place.kind === "sqlite" ? claimData(dirname(place.path)) : async () => undefined;
}

function nameOf({ bed, label, demo }: BedPlan): { bed: string; label: string; demo: boolean } {
  return { bed, label, demo };
}
