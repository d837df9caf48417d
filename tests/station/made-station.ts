import { defaultAlarmSettings } from "../../src/alarms/profile.ts";
import { startStation } from "../../src/app/station.ts";

// A station as `afar serve` runs it, but with beds that watch no camera, alarms without delay, and a small reserve.
const [path, threadModule, bedModule, beds] = process.argv.slice(2);
const settings = { ...defaultAlarmSettings("adult"), conditionDelayS: 0, extremeDelayS: 0, off: [] };
const station = await startStation(
  Array.from({ length: Number(beds) }, (_, i) => ({
    bed: String(i + 1),
    label: `Bed ${i + 1}`,
    source: "made",
    demo: false,
  })),
  0,
  async () => undefined,
  {
    alarmSettings: () => settings,
    historyPlace: () => ({ kind: "sqlite", path, threadModule, reserveBytes: 1 << 20 }),
    bedModule,
  },
);
process.stdout.write(`${station.port}\n`);
