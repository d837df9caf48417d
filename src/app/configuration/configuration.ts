import { resolve } from "node:path";

import type { AlarmSettings } from "../../wire/alarms.ts";
import type {
  BedChoice,
  CameraChoice,
  ConfigurationFile,
  HistoryChoice,
  ZoneChoice,
} from "../../wire/configuration.ts";
import type { Retention } from "../../history/history.ts";
import type { BedPlan } from "../bed-plan.ts";

import { accessOf, type ConfiguredAccess } from "./access.ts";
import { alarmSettings } from "./alarm-settings.ts";
import { type ConfiguredReceiver, receiverOf } from "./receivers.ts";
import { absoluteSource, isRendered } from "./source-kind.ts";

export const DEFAULT_PORT = 8080;

/** What a station is to run, every default filled in and every path absolute. */
export interface Configuration {
  readonly port: number;
  readonly access: ConfiguredAccess;
  readonly beds: readonly ConfiguredBed[];
  /** Null: nobody has said where. */
  readonly history: ConfiguredHistory | null;
  /** Folder of recordings that pages may replay; null: none beside what they have recorded. */
  readonly replayFolder: string | null;
  readonly receivers: readonly ConfiguredReceiver[];
}

export interface ConfiguredBed {
  readonly plan: BedPlan;
  readonly alarms: AlarmSettings;
}

export interface ConfiguredHistory {
  readonly place:
    | { readonly kind: "sqlite"; readonly path: string }
    /** `variable`: of the environment, which holds the database's address. */
    | { readonly kind: "postgres"; readonly variable: string; readonly schema: string }
    | null;
  readonly retention: Retention;
}

/** Fills in a file that has no fault; `folder` is the file's own, from which its paths are meant. Allocates. */
export function configurationOf(file: ConfigurationFile, folder: string): Configuration {
  return {
    port: file.station?.port ?? DEFAULT_PORT,
    access: accessOf(file, folder),
    beds: file.beds.map((bed) => bedOf(bed, file, folder)),
    history: file.history ? historyOf(file.history, folder) : null,
    replayFolder: file.replay ? resolve(folder, file.replay.folder) : null,
    receivers: (file.receivers ?? []).map((receiver) => receiverOf(receiver, folder)),
  };
}

function bedOf(bed: BedChoice, ward: Pick<ConfigurationFile, "camera" | "alarms">, folder: string): ConfiguredBed {
  const camera = withWholePath(cameraChoice(ward.camera, bed.camera), folder);
  return {
    plan: {
      bed: bed.id,
      label: bed.label ?? `Bed ${bed.id}`,
      source: absoluteSource(bed.source, folder),
      // A phantom is a demonstration too, whoever asked for it.
      demo: isRendered(bed.source),
      ...(bed.zone ? { zone: cornersOf(bed.zone) } : {}),
      ...(Object.keys(camera).length > 0 ? { camera } : {}),
      ...(bed.network === undefined ? {} : { network: bed.network }),
    },
    alarms: alarmSettings(ward.alarms, bed.alarms),
  };
}

function cornersOf({ left, top, right, bottom }: ZoneChoice): readonly number[] {
  return [left, top, right, top, right, bottom, left, bottom];
}

/** How a bed's camera is opened: by its own keys, else by the ward's; of two places of a password its own. Allocates. */
export function cameraChoice(ward: CameraChoice = {}, bed: CameraChoice = {}): CameraChoice {
  const hasOwnPassword = bed.passwordFile !== undefined || bed.passwordVariable !== undefined;
  const { passwordFile: _file, passwordVariable: _variable, ...open } = ward;
  return { ...(hasOwnPassword ? open : ward), ...bed };
}

function withWholePath(choice: CameraChoice, folder: string): CameraChoice {
  return choice.passwordFile === undefined ? choice : { ...choice, passwordFile: resolve(folder, choice.passwordFile) };
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function historyOf(choice: HistoryChoice, folder: string): ConfiguredHistory {
  const { sqlitePath, postgresVariable, postgresSchema = "afar" } = choice;
  return {
    place:
      postgresVariable !== undefined
        ? { kind: "postgres", variable: postgresVariable, schema: postgresSchema }
        : sqlitePath !== undefined
          ? { kind: "sqlite", path: resolve(folder, sqlitePath) }
          : null,
    retention: {
      secondsMs: (choice.keepSecondsH ?? 72) * HOUR_MS,
      minutesMs: (choice.keepMinutesD ?? 30) * DAY_MS,
      eventsMs: (choice.keepEventsD ?? 30) * DAY_MS,
      logMs: (choice.keepLogD ?? 365) * DAY_MS,
    },
  };
}
