import type { AlarmSettings } from "../wire/alarms.ts";
import type { AlarmVitals } from "../alarms/vital-sights.ts";

import { planStudyRun, type StudyRun } from "./study-run.ts";
import type { Part } from "./study-truth.ts";

/** A patient's day: somebody comes about once an hour, and the view is disturbed for 40 s to 5 minutes. */
const REST_S = { least: 1800, most: 5400 } as const;
const DISTURBED_S = { least: 40, most: 300 } as const;
const HOUR_S = 3600;

export interface DayPart {
  readonly part: Part;
  readonly vitals: readonly AlarmVitals[];
}

export interface DayFigures {
  readonly hours: number;
  readonly audible: number;
  /** The same by alarm. */
  readonly heard: StudyRun["heard"];
  readonly reminders: number;
  /** Alarms of the body outside of the event, which nobody had. */
  readonly falseAlarms: number;
  /** From the begin of the event's recording to its first alarm of the body, s; null: none came, or there was no event. */
  readonly eventAfterS: number | null;
}

/**
 * Composes a bed's day of recordings and counts what is heard of it by a nurse who comes within a minute. Rest under one
 * recording, lap after lap, and a view that another disturbs follow each other; one event happens in the middle. `seed` draws them. Allocates.
 */
export function composeDay(
  parts: readonly DayPart[],
  settings: AlarmSettings,
  hours: number,
  seed: number,
): DayFigures {
  const draw = planDraw(seed);
  const of = (part: Part) => parts.filter((each) => each.part === part);
  const [steady, disturbing, events] = [of("steady"), of("disturbance"), of("event")];
  const run = planStudyRun(settings, true);
  let passedS = 0;
  let eventS: { readonly from: number; readonly to: number } | null = null;

  const play = (vitals: DayPart["vitals"]) => {
    for (const second of vitals) run.second(second);
    passedS += vitals.length;
  };
  const episode = (from: readonly DayPart[], { least, most }: { least: number; most: number }) => {
    if (from.length === 0) return;
    const endS = passedS + least + (most - least) * draw();
    let { vitals } = pick(from, draw);
    while (passedS < endS && passedS < hours * HOUR_S) {
      play(vitals);
      vitals = settled(vitals);
    }
  };

  while (passedS < hours * HOUR_S) {
    const beforeS = passedS;
    episode(steady, REST_S);
    if (eventS === null && events.length > 0 && passedS >= (hours * HOUR_S) / 2) {
      const fromS = passedS;
      play(pick(events, draw).vitals);
      eventS = { from: fromS, to: passedS };
    }
    episode(disturbing, DISTURBED_S);
    if (passedS === beforeS) break;
  }

  const body = run.raised.filter(({ physiological, alarm }) => physiological && alarm !== "irregular-rhythm");
  // An alarm may come as late as its delay allows, when the event's recording has just ended.
  const ofEvent = body.filter(({ tMs }) => eventS && tMs >= 1000 * eventS.from && tMs <= 1000 * (eventS.to + 20));
  const first = ofEvent[0];
  return {
    hours,
    audible: Object.values(run.heard).reduce((sum, count) => sum + count, 0),
    heard: run.heard,
    reminders: run.reminders,
    falseAlarms: body.length - ofEvent.length,
    eventAfterS: first && eventS ? first.tMs / 1000 - eventS.from : null,
  };
}

/** A lap is no new start: the seconds after the measurement had started; all where it never did. */
function settled(vitals: DayPart["vitals"]): DayPart["vitals"] {
  const begin = vitals.findIndex(({ pulse }) => pulse.reason !== "starting");
  return begin < 0 ? vitals : vitals.slice(begin);
}

function pick<T>(from: readonly T[], draw: () => number): T {
  return from[Math.floor(draw() * from.length)];
}

/** Numbers 0..1 that the seed determines (mulberry32). */
function planDraw(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
