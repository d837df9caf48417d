import { join } from "node:path";

import type { AlarmsMessage } from "../../src/wire/alarm-messages.ts";
import type { AlarmMessage } from "../../src/wire/messages.ts";
import { defaultAlarmSettings } from "../../src/alarms/profile.ts";
import { builtModule, temporaryFolders } from "../history/built-module.ts";
import { vitals } from "../stream/synthetic-bed.ts";
import { type AlarmWard, openAlarmWard } from "../../src/app/alarm-ward.ts";

export const threadModule = builtModule(new URL("../../src/history/sqlite-thread.ts", import.meta.url));
export const newFolder = temporaryFolders();

/** A ward of bed 1 that the test speaks for; alarms come without a delay. */
export interface WardBench {
  readonly ward: AlarmWard;
  readonly told: AlarmMessage[];
  readonly confirmed: string[];
  /** Beds that were told of a new patient. */
  readonly renewed: string[];
  readonly recorded: [string, string][];
  /** A second with a sure pulse. */
  pulse(rateBpm: number): void;
  /** What a screen shows now; waits until it is so. */
  shows(isSo: (shown: AlarmsMessage) => boolean): Promise<AlarmsMessage>;
}

export async function openWardBench(folder: string, beds: readonly string[] = ["1"]): Promise<WardBench> {
  const told: AlarmMessage[] = [];
  const confirmed: string[] = [];
  const renewed: string[] = [];
  const recorded: [string, string][] = [];
  const settings = { ...defaultAlarmSettings("adult"), conditionDelayS: 0, extremeDelayS: 0 };
  const ward = await openAlarmWard({
    name: "ward",
    demo: false,
    beds: beds.map((bed) => ({ bed, settings })),
    place: { kind: "sqlite", path: join(folder, "history.db"), threadModule: threadModule(), reserveBytes: 1 << 16 },
    publish: (message) => told.push(message),
    confirmPatient: (bed) => confirmed.push(bed),
    newPatient: (bed) => renewed.push(bed),
    record: (bed, { action }) => {
      recorded.push([bed, action]);
      return { accepted: true, detail: action };
    },
  });
  let tMs = 0;
  return {
    ward,
    told,
    confirmed,
    renewed,
    recorded,
    pulse(rateBpm) {
      tMs += 1000;
      ward.hear(vitals("1", tMs, { rateBpm, confidence: 0.95 }));
    },
    async shows(isSo) {
      for (let tries = 0; tries < 400; tries++) {
        const shown = told.findLast((message) => message.kind === "alarms" && message.bed === "1");
        if (shown?.kind === "alarms" && isSo(shown)) return shown;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`never shown; last: ${JSON.stringify(told.at(-1))}`);
    },
  };
}

/** Whether a list holds an alarm. */
export function has(code: string): (shown: AlarmsMessage) => boolean {
  return ({ alarms }) => alarms.some(({ alarm }) => alarm === code);
}
