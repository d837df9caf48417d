import { dirname, join } from "node:path";

import type { AlarmSettings } from "../wire/alarms.ts";
import type { BedMessage } from "../wire/messages.ts";
import { noteOf } from "../wire/note-codes.ts";
import { defaultAlarmSettings } from "../alarms/profile.ts";
import type { HistoryPlace } from "../history/backend.ts";
import type { Retention } from "../history/history.ts";
import { startServer } from "../stream/server.ts";

import { planAccessLog } from "./access-log.ts";
import { type AlarmWard, openAlarmWard } from "./alarm-ward.ts";
import type { BedPlan } from "./bed-plan.ts";
import { type BedSupervisor, superviseBed } from "./bed-supervisor.ts";
import { DEFAULT_ACCESS } from "./configuration/access.ts";
import type { ConfigurationChange } from "./configuration/changes.ts";
import { claimData, type Release } from "./data-claim.ts";
import { bedProcessPath, replayProcessPath, webUiPath } from "./entry-path.ts";
import { planStationFhir } from "./fhir-station.ts";
import { planHistoryDesk } from "./history-desk.ts";
import { apartForDemonstration, dataDirectory, defaultHistoryPlace } from "./history-place.ts";
import { planDeliveries } from "./receiver-deliveries.ts";
import { openReceivers, outboxPath } from "./receiver-opening.ts";
import type { PlannedReceiver } from "./receiver-plan.ts";
import { planRecordingDesk } from "./recording-desk.ts";
import { recordingFile } from "./recording-memory.ts";
import { planReplayDesk } from "./replay-desk.ts";
import type { RecordingsFolder } from "./replay-recordings.ts";
import { type StationAccess, stationAccess } from "./serve-access.ts";

/** Who the configuration is in the log. */
const CONFIGURATION = "configuration";
const CAMERA_OFF = { detail: "the camera is off for privacy", notes: [noteOf("camera-off", {})], progress: null };
const PREPARING = { detail: "preparing the face models", notes: [noteOf("preparing-models", {})], progress: 0 };

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
  /** Who alarms and values are handed to; nobody where absent. */
  readonly receivers?: readonly PlannedReceiver[];
  /** Whom to let in; this box alone where absent. */
  readonly access?: StationAccess;
  /** Built module of a bed's process. */
  readonly bedModule?: string;
  /** Folder of recordings that pages may replay, absolute, beside those that the station itself has recorded. */
  readonly recordingsFolder?: string | null;
}

interface RunningBed {
  plan: BedPlan;
  supervisor: BedSupervisor;
  /** False while its camera is paused for privacy. */
  watches: boolean;
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
  const accessLog = planAccessLog();
  const access = options.access ?? stationAccess(DEFAULT_ACCESS, dataDirectory(process.env), process.env);
  const kept = options.historyPlace?.() ?? defaultHistoryPlace(dataDirectory(process.env));
  const fhir = planStationFhir(kept, access);
  const { hub, ...server } = await startServer({
    ...access,
    port,
    staticDir: webUiPath(),
    mounted: fhir.routes,
    accounts: { ...access.accounts, audit: accessLog.audit },
  });
  const release = await claimPlace(kept, options.receivers ?? []).catch(async (error) => {
    await server.close();
    throw error;
  });
  hub.setBeds(plans.map(nameOf));
  for (const plan of plans) fhir.begin(plan);
  for (const { bed } of plans) {
    hub.publish({ kind: "status", bed, state: "preparing", ...PREPARING });
  }
  let beds = new Map<string, RunningBed>();
  /** Beds whose camera is to be off for privacy. */
  const unwatched = new Set<string>();
  const recordings = planRecordingDesk({
    folder: join(dataDirectory(process.env), "recordings"),
    planOf: (bed) => beds.get(bed)?.plan,
    tell: (bed, command) => beds.get(bed)?.supervisor.tell(command),
    publish: (message) => hub.publish(message),
    memory: recordingFile(join(dataDirectory(process.env), "recordings.json")),
  });
  const receivers = await openReceivers(options.receivers ?? [], kept, {
    evidenceAt: fhir.evidenceAt,
    planOf: (name) => beds.get(name)?.plan ?? plans.find(({ bed }) => bed === name),
    failing: (detail, notes) => {
      for (const ward of wards.values()) ward.deliveryFailing(detail, notes);
    },
  });
  const kindsOfReceivers = new Map((options.receivers ?? []).map(({ name, kind }) => [name, kind] as const));
  server.openDeliveries(planDeliveries(receivers.outbox, kindsOfReceivers));
  const wards = new Map<boolean, AlarmWard>();
  const openWard = async (demo: boolean): Promise<AlarmWard> => {
    const name = wardName(demo);
    const ward = await openAlarmWard({
      name,
      demo,
      beds: plans
        .filter((plan) => plan.demo === demo)
        .map(({ bed }) => ({ bed, settings: options.alarmSettings?.(bed) ?? defaultAlarmSettings("adult") })),
      place: demo ? apartForDemonstration(kept) : kept,
      retention: options.retention,
      publish: (message) => {
        hub.publish(message);
        recordings.alarmed(message);
        receivers.alarmed(name, message);
        if (message.kind === "alarms") void watch(message.bed, message.mode !== "privacy");
      },
      confirmPatient: (bed) => beds.get(bed)?.supervisor.tell({ kind: "confirm-patient" }),
      newPatient: (bed) => beds.get(bed)?.supervisor.tell({ kind: "new-patient" }),
      record: (bed, request) => recordings.obey(bed, request),
    });
    wards.set(demo, ward);
    await receivers.catchUp(name, ward.log);
    return ward;
  };
  const kinds = [...new Set(plans.map(({ demo }) => demo))];
  await Promise.all(kinds.map(openWard));
  const obey: AlarmWard["obey"] = (bed, order, by) =>
    [...wards.values()].map((ward) => ward.obey(bed, order, by)).find((answer) => answer !== undefined);
  server.takeOrders({ obey });
  accessLog.to((entry) => [...wards.values()][0]?.note(entry));
  const readerOf = (bed: string) => [...wards.values()].map((ward) => ward.historyOf(bed)).find((reader) => reader);
  server.readHistory(planHistoryDesk(readerOf));
  fhir.open(server.port, {
    plans: () => [...beds.values()].map(({ plan }) => plan),
    readerOf,
    wards: () => [...wards].map(([demo, { log }]) => ({ name: wardName(demo), log })),
  });
  const replays = planReplayDesk({
    folders: recordingsFolders(options.recordingsFolder ?? null),
    module: replayProcessPath(),
  });
  server.openReplays(replays);
  const closeWards = async () => {
    replays.end();
    await Promise.all([...wards.values()].map((ward) => ward.close()));
    await receivers.close();
  };
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
    receivers.hear(message);
    fhir.hear(message);
  };
  const module = options.bedModule ?? bedProcessPath();
  const start = (plan: BedPlan): RunningBed => {
    const greeting = () => recordings.greeting(plan);
    return { plan, supervisor: superviseBed(plan, hear, { module, greeting }), watches: true };
  };
  /** A camera that is paused for privacy is closed: its bed's process ends, and another begins when the pause is over. */
  async function watch(name: string, wanted: boolean): Promise<void> {
    if (wanted) unwatched.delete(name);
    else unwatched.add(name);
    const bed = beds.get(name);
    if (!bed || bed.watches === wanted) return;
    bed.watches = wanted;
    await bed.supervisor.stop();
    if (bed.watches !== wanted || beds.get(name) !== bed) return;
    if (wanted) bed.supervisor = start(bed.plan).supervisor;
    else hub.publish({ kind: "status", bed: name, state: "preparing", ...CAMERA_OFF });
  }
  const begin = (plan: BedPlan): void => {
    fhir.begin(plan);
    beds.set(plan.bed, start(plan));
    if (unwatched.has(plan.bed)) void watch(plan.bed, false);
  };
  for (const plan of plans) begin(plan);

  async function apply(change: ConfigurationChange): Promise<void> {
    switch (change.kind) {
      case "add-bed": {
        const { plan, alarms } = change.bed;
        const ward = wards.get(plan.demo) ?? (await openWard(plan.demo));
        hub.setBeds([...[...beds.values()].map((bed) => nameOf(bed.plan)), nameOf(plan)]);
        ward.add(plan.bed, alarms);
        begin(plan);
        return;
      }
      case "remove-bed":
        await beds.get(change.id)?.supervisor.stop();
        beds.delete(change.id);
        recordings.forget(change.id);
        for (const ward of wards.values()) ward.remove(change.id, CONFIGURATION);
        return nameBeds();
      case "restart-bed": {
        const { plan } = change.bed;
        const ended = beds.get(plan.bed)?.supervisor.stop();
        // What another source has shown is nobody's value from now on, however long the next process takes to begin.
        hear({ kind: "status", bed: plan.bed, state: "preparing", ...PREPARING });
        await ended;
        begin(plan);
        return;
      }
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

/** Begins the identities of what the beds of a log share. */
function wardName(demo: boolean): string {
  return demo ? "demonstration" : "ward";
}

/** Where the recordings lie that pages may replay: what the page itself has recorded, and a folder of the site's own. */
function recordingsFolders(configured: string | null): RecordingsFolder[] {
  const own = { name: "recorded", path: join(dataDirectory(process.env), "recordings") };
  return configured === null ? [own] : [own, { name: "folder", path: configured }];
}

/** A folder of history files is one station's, and so is one with the messages that wait for receivers. */
async function claimPlace(place: HistoryPlace, receivers: readonly PlannedReceiver[]): Promise<Release> {
  const isOwn = place.kind === "sqlite" || receivers.length > 0;
  return isOwn ? claimData(dirname(outboxPath(place))) : async () => undefined;
}

function nameOf({ bed, label, demo }: BedPlan): { bed: string; label: string; demo: boolean } {
  return { bed, label, demo };
}
