import type { AlarmSettings } from "../wire/alarms.ts";
import type { BedMessage } from "../wire/messages.ts";
import { defaultAlarmSettings } from "../alarms/profile.ts";
import type { HistoryPlace } from "../history/backend.ts";
import type { Retention } from "../history/history.ts";
import { startServer } from "../stream/server.ts";

import { openAlarmWard } from "./alarm-ward.ts";
import type { BedPlan } from "./bed-plan.ts";
import { type BedSupervisor, superviseBed } from "./bed-supervisor.ts";
import { bedProcessPath, webUiPath } from "./entry-path.ts";
import { dataDirectory, defaultHistoryPlace } from "./history-place.ts";

export interface Station {
  readonly port: number;
  readonly beds: readonly BedSupervisor[];
  close(): Promise<void>;
}

export interface StationOptions {
  /** How a bed alarms that nobody has set; an adult's defaults where absent. */
  readonly alarmSettings?: (bed: string) => AlarmSettings;
  /** Where the history lies, of demonstration beds or of all others; SQLite in AFAR_DATA where absent. */
  readonly historyPlace?: (demo: boolean) => HistoryPlace;
  readonly retention?: Retention;
  /** Built module of a bed's process. */
  readonly bedModule?: string;
}

/**
 * Starts the monitor's server and brings the alarms back as they were, then `prepare`s what the beds share, then one supervised
 * process per bed: the page is there at once and tells how far it is. Throws what startServer and `prepare` throw.
 */
export async function startStation(
  plans: readonly BedPlan[],
  port: number,
  prepare: () => Promise<unknown>,
  options: StationOptions = {},
): Promise<Station> {
  const server = await startServer({ port, staticDir: webUiPath() });
  server.hub.setBeds(plans.map(({ bed, label, demo }) => ({ bed, label, demo })));
  for (const { bed } of plans) {
    server.hub.publish({ kind: "status", bed, state: "preparing", detail: "preparing the face models", progress: 0 });
  }
  const beds = new Map<string, BedSupervisor>();
  const openWard = (demo: boolean) =>
    openAlarmWard({
      name: demo ? "demonstration" : "ward",
      demo,
      beds: plans
        .filter((plan) => plan.demo === demo)
        .map(({ bed }) => ({ bed, settings: options.alarmSettings?.(bed) ?? defaultAlarmSettings("adult") })),
      place: options.historyPlace?.(demo) ?? defaultHistoryPlace(dataDirectory(process.env), demo),
      retention: options.retention,
      publish: (message) => server.hub.publish(message),
      confirmPatient: (bed) => beds.get(bed)?.tell({ kind: "confirm-patient" }),
    });
  const kinds = [...new Set(plans.map(({ demo }) => demo))];
  const wards = await Promise.all(kinds.map(openWard));
  server.takeOrders({
    obey: (bed, order, by) => wards.map((ward) => ward.obey(bed, order, by)).find((answer) => answer !== undefined),
  });
  const closeWards = () => Promise.all(wards.map((ward) => ward.close()));
  try {
    await prepare();
  } catch (error) {
    await closeWards();
    await server.close();
    throw error;
  }
  const hear = (message: BedMessage) => {
    server.hub.publish(message);
    for (const ward of wards) ward.hear(message);
  };
  const module = options.bedModule ?? bedProcessPath();
  for (const plan of plans) beds.set(plan.bed, superviseBed(plan, hear, { module }));
  return {
    port: server.port,
    beds: [...beds.values()],
    async close() {
      await Promise.all([...beds.values()].map((bed) => bed.stop()));
      await closeWards();
      await server.close();
    },
  };
}
