import type { AlarmSettings } from "../wire/alarms.ts";
import type { Vitals } from "../wire/vitals.ts";
import { cacheDirectory, prepareModels } from "../inference/model-cache.ts";
import { createFaceTracker } from "../face/face-tracker.ts";
import { replayRecording } from "../bed/replay.ts";
import { findRecordings } from "../evaluate/layouts/layout-choice.ts";
import type { RecordingTruth } from "../evaluate/truth.ts";

import { planProgress } from "./progress.ts";
import { composeDay, type DayFigures } from "./study-day.ts";
import { planStudyRun, studySettings } from "./study-run.ts";
import { judgeAlarm, partOf } from "./study-truth.ts";

/** Delays of conditions that are tried, s. */
const DELAYS_S = [0, 2, 5, 10, 14, 15, 19, 25, 30] as const;

export interface StudyOptions {
  readonly profile: AlarmSettings["profile"];
  readonly hours: number;
  readonly seed: number;
  readonly json?: boolean;
}

interface StudiedRecording {
  readonly name: string;
  readonly truth: RecordingTruth;
  readonly vitals: readonly Vitals[];
}

interface DelayFigures {
  readonly delayS: number;
  /** Alarms of the body. */
  readonly raised: number;
  readonly true: number;
  readonly false: number;
  /** No reference tells. */
  readonly unknown: number;
  readonly technical: number;
  readonly day: DayFigures;
}

/** `afar alarms study`: what delays do to the alarms that recordings raise, and to those that are heard in a day. */
export async function studyAlarms(folders: readonly string[], options: StudyOptions): Promise<void> {
  const found = folders.flatMap((folder) => findRecordings(folder, "afar").recordings);
  const progress = planProgress("alarms study", found.length);
  const recordings: StudiedRecording[] = [];
  for (const { name, playback, truth } of found) {
    if (playback.kind === "file")
      recordings.push({ name, truth: await truth(), vitals: await vitalsOf(playback.path) });
    progress.at(recordings.length);
  }
  progress.end();
  const figures = DELAYS_S.map((delayS) => figuresOf(recordings, delayS, options));
  const alarms = recordings.flatMap((recording) => raisedBy(recording, studySettings(options.profile, 10)));
  if (options.json) process.stdout.write(`${JSON.stringify({ recordings: recordings.length, figures, alarms })}\n`);
  else process.stdout.write(table(recordings.length, figures, options));
}

async function vitalsOf(path: string): Promise<Vitals[]> {
  const createTracker = async () => createFaceTracker(await prepareModels(cacheDirectory(process.env)));
  const replay = replayRecording(path, { startS: 0, seconds: null, pace: null, createTracker });
  const vitals: Vitals[] = [];
  for await (const message of replay.messages) if (message.kind === "vitals") vitals.push(message.vitals);
  return vitals;
}

/** Alarms of the body that a recording raises by itself, judged. */
function raisedBy({ name, truth, vitals }: StudiedRecording, settings: AlarmSettings) {
  const run = planStudyRun(settings, false);
  for (const second of vitals) run.second(second);
  return run.raised.map(({ alarm, tMs, physiological }) => ({
    recording: name,
    alarm,
    atS: tMs / 1000,
    physiological,
    judged: judgeAlarm(alarm, tMs, truth, settings.limits, settings.conditionDelayS),
  }));
}

function figuresOf(recordings: readonly StudiedRecording[], delayS: number, options: StudyOptions): DelayFigures {
  const settings = studySettings(options.profile, delayS);
  const raised = recordings.flatMap((recording) => raisedBy(recording, settings));
  const body = raised.filter(({ physiological }) => physiological);
  const count = (judged: string) => body.filter((alarm) => alarm.judged === judged).length;
  const parts = recordings.map(({ truth, vitals }) => ({ part: partOf(truth, settings.limits), vitals }));
  return {
    delayS,
    raised: body.length,
    true: count("true"),
    false: count("false"),
    unknown: count("unknown"),
    technical: raised.length - body.length,
    day: composeDay(parts, settings, options.hours, options.seed),
  };
}

function table(count: number, figures: readonly DelayFigures[], { hours, profile }: StudyOptions): string {
  const header = [
    "delay s",
    "alarms",
    "true",
    "false",
    "unknown",
    "technical",
    "audible",
    "false of the day",
    "event after s",
  ];
  const rows = figures.map(({ delayS, raised, true: right, false: wrong, unknown, technical, day }) => [
    delayS,
    raised,
    right,
    wrong,
    unknown,
    technical,
    day.audible,
    day.falseAlarms,
    day.eventAfterS ?? "-",
  ]);
  const lines = [header, ...rows].map((cells) => cells.map((cell) => String(cell).padStart(8)).join("  "));
  const about = `${count} recordings, profile ${profile}; the last three columns: one bed over a composed day of ${hours} h`;
  return `${about}\n${lines.join("\n")}\n`;
}
