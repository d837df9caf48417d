import { ALARM_WORDS, SIGNAL_LOST } from "../../../src/wire/alarm-words.ts";
import type { AlarmCode } from "../../../src/wire/alarms.ts";
import type { Note } from "../../../src/wire/notes.ts";
import { told } from "../words/told.ts";

import { alarmWords } from "./alarm-words.ts";

interface ToldAlarm {
  readonly alarm: AlarmCode;
  readonly text: string;
  readonly notes?: readonly Note[] | undefined;
}

/** An alarm's sentence in the chosen language. Values and limits stay as the station wrote them. */
export function alarmText({ alarm, text, notes }: ToldAlarm): string {
  return text
    .replace(ALARM_WORDS[alarm], alarmWords.names[alarm])
    .replace(SIGNAL_LOST, alarmWords.signalLost)
    .replace(/: (\d+) beds?\b/, (_, count) => `: ${alarmWords.beds(Number(count))}`)
    .replace(/\((.*)\)/, (_, detail) => `(${told(detail, notes)})`);
}
