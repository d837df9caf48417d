import type { Note } from "../base/note.ts";
import type { AlarmOrder } from "../wire/alarms.ts";
import { noteOf } from "../wire/note-codes.ts";

import { inactivationOf } from "./alarm-sound.ts";
import { alarmName } from "./alarm-words.ts";
import type { BedMemory, EndedAlarm, LiveAlarm } from "./bed-memory.ts";
import { ALARM_RULES, priorityRank } from "./catalogue.ts";
import { removeAlarm } from "./condition-tracker.ts";
import { areLimits, automaticLimits } from "./limit-rules.ts";
import { DEFAULT_LIMITS, defaultAlarmSettings } from "./profile.ts";
import { forgetMomentary } from "./technical-sights.ts";

export interface Answer {
  readonly accepted: boolean;
  readonly detail: string;
  readonly notes?: Note[];
}

const MOST_PAUSE_S = 120;
const MOST_PRIVACY_S = 900;
const ACKNOWLEDGE_FIRST = "an alarm of the patient must be acknowledged first";
/** A sure value older than this does not stand for now. */
const NOW_MS = 5000;

/** Does what a user orders, or says why not. Alarms that end by it are added to `ended`. Throws nothing. */
export function obey(memory: BedMemory, order: AlarmOrder, ended: EndedAlarm[]): Answer {
  const { settings } = memory;
  switch (order.order) {
    case "acknowledge":
      return acknowledge(memory, order.id, ended);
    case "pause-audio":
      return pauseAudio(memory, order.seconds);
    case "resume-audio":
      endPause(memory);
      return done("alarm sound is on");
    case "switch":
      return switchAlarm(memory, order, ended);
    case "latch":
      settings.latching = settings.latching.filter((code) => code !== order.alarm);
      if (order.on) settings.latching.push(order.alarm);
      return done(`${alarmName(order.alarm)}: latching ${order.on ? "on" : "off"}`);
    case "limits":
      if (!areLimits(order.limits))
        return refused("limits must be whole numbers in range, low well below high", noteOf("limits-out-of-range", {}));
      settings.limits = structuredClone(order.limits);
      return done("limits set");
    case "automatic-limits":
      return setAutomaticLimits(memory);
    case "profile":
      settings.profile = order.profile;
      settings.limits = structuredClone(DEFAULT_LIMITS[order.profile]);
      return done(`profile ${order.profile} with its default limits`);
    case "delays":
      return setDelays(memory, order);
    case "reminder":
      settings.reminderMin = order.minutes;
      return done(`reminder every ${order.minutes} min`);
    case "standby":
      if (isUnattended(memory)) return refused(ACKNOWLEDGE_FIRST, noteOf("acknowledge-first", {}));
      rest(memory, "standby", ended);
      return done("standby: this bed does not alarm");
    case "privacy":
      return beginPrivacy(memory, order.seconds, ended);
    case "monitor":
      resumeMonitoring(memory);
      return done("monitoring");
    case "discharge":
      rest(memory, "discharge", ended);
      memory.settings = defaultAlarmSettings(settings.profile);
      memory.sure = { pulse: null, respiration: null };
      memory.heardMs = {};
      memory.spells = {};
      return done("discharged: settings are the profile's defaults, and the bed is in standby");
  }
}

/** Ends the audio pause: until now, somebody attended to what it silenced. */
export function endPause(memory: BedMemory): void {
  for (const live of memory.alarms) {
    if (inactivationOf(memory, live) === "audio-paused") live.unattendedSinceMs = memory.tMs;
  }
  memory.pause = null;
}

/** Ends standby or privacy: what holds is found out anew. */
export function resumeMonitoring(memory: BedMemory): void {
  if (memory.mode !== "monitoring") memory.unexplainedSinceMs = memory.tMs;
  memory.mode = "monitoring";
  memory.privacyUntilMs = null;
}

function acknowledge(memory: BedMemory, id: string | null, ended: EndedAlarm[]): Answer {
  const asked = memory.alarms.filter((live) => id === null || live.id === id);
  if (id !== null && asked.length === 0) return refused(`there is no alarm ${id}`, noteOf("no-such-alarm", {}));
  const open = asked.filter(({ acknowledged }) => !acknowledged);
  for (const live of open) {
    const { momentary } = ALARM_RULES[live.alarm];
    if (momentary) forgetMomentary(memory, live.alarm);
    if (momentary || !live.active) removeAlarm(memory, live, "acknowledged", ended);
    else live.acknowledged = true;
  }
  return done(open.length === 1 ? "1 alarm acknowledged" : `${open.length} alarms acknowledged`);
}

function pauseAudio(memory: BedMemory, seconds: number): Answer {
  if (!(seconds > 0 && seconds <= MOST_PAUSE_S))
    return refused(
      `sound pauses for at most ${MOST_PAUSE_S} s`,
      noteOf("sound-pause-too-long", { seconds: MOST_PAUSE_S }),
    );
  const rank = Math.max(priorityRank("low"), ...memory.alarms.map(({ priority }) => priorityRank(priority)));
  memory.pause = { untilMs: memory.tMs + seconds * 1000, rank };
  return done(`alarm sound paused for ${Math.round(seconds)} s`);
}

function switchAlarm(
  memory: BedMemory,
  { alarm, on }: Extract<AlarmOrder, { order: "switch" }>,
  ended: EndedAlarm[],
): Answer {
  if (!on && !ALARM_RULES[alarm].canBeOff)
    return refused(`${alarmName(alarm)}: this alarm cannot be switched off`, noteOf("alarm-stays-on", { alarm }));
  const { settings } = memory;
  settings.off = settings.off.filter((code) => code !== alarm);
  if (!on) {
    settings.off.push(alarm);
    endWhere(memory, (live) => live.alarm === alarm, "switched-off", ended);
  }
  // What the face did while nobody wanted to know is no news now.
  delete memory.conditions[alarm];
  if (alarm === "grimace") memory.told.grimace = false;
  if (alarm === "eyes-opened") memory.told.eyesOpened = false;
  return done(`${alarmName(alarm)}: alarm ${on ? "on" : "off"}`);
}

function setAutomaticLimits(memory: BedMemory): Answer {
  const { sure, settings, tMs } = memory;
  const rates = [sure.pulse, sure.respiration].map((value) => (value && tMs - value.tMs <= NOW_MS ? value.rate : null));
  const limits = automaticLimits(settings.limits, settings.profile, rates[0], rates[1]);
  if (!limits)
    return refused("there are no values around which automatic limits can be set", noteOf("no-automatic-limits", {}));
  settings.limits = structuredClone(limits);
  const { pulse, respiration } = limits;
  return done(`limits set: PR ${pulse.low}-${pulse.high}, RR ${respiration.low}-${respiration.high}`);
}

function setDelays(memory: BedMemory, order: Extract<AlarmOrder, { order: "delays" }>): Answer {
  const { conditionDelayS, extremeDelayS, noBreathDelayS } = order;
  const fits =
    isWithin(conditionDelayS, 0, 15) && isWithin(extremeDelayS, 0, conditionDelayS) && isWithin(noBreathDelayS, 10, 40);
  if (!fits)
    return refused(
      "delays reach to 15 s, for extreme values no longer, and for breath from 10 to 40 s",
      noteOf("delays-out-of-range", {}),
    );
  Object.assign(memory.settings, { conditionDelayS, extremeDelayS, noBreathDelayS });
  return done("delays set");
}

function beginPrivacy(memory: BedMemory, seconds: number, ended: EndedAlarm[]): Answer {
  if (!isWithin(seconds, 1, MOST_PRIVACY_S))
    return refused(
      `privacy lasts for 1 to ${MOST_PRIVACY_S} s`,
      noteOf("privacy-out-of-range", { seconds: MOST_PRIVACY_S }),
    );
  if (isUnattended(memory)) return refused(ACKNOWLEDGE_FIRST, noteOf("acknowledge-first", {}));
  rest(memory, "privacy", ended);
  memory.privacyUntilMs = memory.tMs + seconds * 1000;
  return done(`privacy for ${Math.round(seconds)} s: this bed does not alarm`);
}

function isUnattended({ alarms }: BedMemory): boolean {
  return alarms.some(({ alarm, acknowledged }) => ALARM_RULES[alarm].group === "physiological" && !acknowledged);
}

/** Nothing of the patient is watched from here on. */
function rest(memory: BedMemory, why: "standby" | "privacy" | "discharge", ended: EndedAlarm[]): void {
  endWhere(memory, ({ alarm }) => ALARM_RULES[alarm].scope === "patient", why, ended);
  memory.mode = why === "privacy" ? "privacy" : "standby";
  memory.privacyUntilMs = null;
  memory.pause = null;
  memory.conditions = {};
  memory.found = { pulse: null, breathing: false };
  memory.told = { ...memory.told, grimace: false, eyesOpened: false };
}

function endWhere(
  memory: BedMemory,
  ends: (live: LiveAlarm) => boolean,
  why: EndedAlarm["why"],
  ended: EndedAlarm[],
): void {
  for (const live of memory.alarms.filter(ends)) removeAlarm(memory, live, why, ended);
}

function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

function done(detail: string): Answer {
  return { accepted: true, detail };
}

function refused(detail: string, note: Note): Answer {
  return { accepted: false, detail, notes: [note] };
}
