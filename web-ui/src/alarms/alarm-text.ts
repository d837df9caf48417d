import type { AlarmCode } from "../../../src/wire/alarms.ts";

import { alarmWords, STATION_NAMES } from "./alarm-words.ts";

/** An alarm's sentence in the chosen language. Values, limits and what stands in brackets stay as the station wrote them. */
export function alarmText({ alarm, text }: { readonly alarm: AlarmCode; readonly text: string }): string {
  return text
    .replace(STATION_NAMES[alarm], alarmWords.names[alarm])
    .replace("SIGNAL LOST", alarmWords.signalLost)
    .replace(/: (\d+) beds\b/, (_, count) => `: ${alarmWords.beds(Number(count))}`);
}
