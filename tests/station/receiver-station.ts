import { defaultAlarmSettings } from "../../src/alarms/profile.ts";
import type { ConfiguredReceiver } from "../../src/app/configuration/receivers.ts";
import { planReceiver } from "../../src/app/receiver-plan.ts";
import { startStation } from "../../src/app/station.ts";

export interface ReceiverStationPlan {
  readonly historyPath: string;
  readonly threadModule: string;
  readonly bedModule: string;
  /** Where each bed's values seem to come from. */
  readonly sources: readonly string[];
  readonly receivers: readonly ConfiguredReceiver[];
}

// A station with receivers as `afar serve` runs it, but with beds that watch no camera, and alarms without delay.
const plan = JSON.parse(process.argv[2]) as ReceiverStationPlan;
const settings = { ...defaultAlarmSettings("adult"), conditionDelayS: 0, extremeDelayS: 0, off: [] };
const station = await startStation(
  plan.sources.map((source, i) => ({
    bed: String(i + 1),
    label: `Bed ${i + 1}`,
    source,
    demo: source.startsWith("phantom:"),
  })),
  0,
  async () => undefined,
  {
    alarmSettings: () => settings,
    historyPlace: () => ({
      kind: "sqlite",
      path: plan.historyPath,
      threadModule: plan.threadModule,
      reserveBytes: 1 << 20,
    }),
    bedModule: plan.bedModule,
    receivers: plan.receivers.map((receiver) => planReceiver(receiver, process.env)),
  },
);
process.once("SIGTERM", () => void station.close().then(() => process.exit(0)));
process.stdout.write(`${station.port}\n`);
