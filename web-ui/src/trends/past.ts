import type { Failure } from "../../../src/wire/failure.ts";
import type { EventsAnswer, EventWavesAnswer, TrendAnswer } from "../../../src/wire/history.ts";
import { SaidError } from "../words/sentence.ts";
import { toldFailure } from "../words/told.ts";

/** A stretch of time, ms since 1970: from included, to left out. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Asks the station for a bed's trend. Throws a SaidError with the station's sentence. */
export function askTrend(bed: string, { fromMs, toMs }: Stretch, stepMs: TrendAnswer["stepMs"]): Promise<TrendAnswer> {
  const step = stepMs === 1000 ? "second" : "minute";
  return ask(`${bedPath(bed)}/trends?from=${fromMs}&to=${toMs}&step=${step}`);
}

/** Asks for what happened to a bed, newest first. Throws as above. */
export function askEvents(bed: string, { fromMs, toMs }: Stretch): Promise<EventsAnswer> {
  return ask(`${bedPath(bed)}/events?from=${fromMs}&to=${toMs}`);
}

/** Asks for the waves around an alarm. Throws as above. */
export function askEventWaves(bed: string, id: string): Promise<EventWavesAnswer> {
  return ask(`${bedPath(bed)}/events/${encodeURIComponent(id)}`);
}

/** Address of a CSV file of every second. */
export function secondsPath(bed: string, { fromMs, toMs }: Stretch): string {
  return `${bedPath(bed)}/trends.csv?from=${fromMs}&to=${toMs}`;
}

function bedPath(bed: string): string {
  return `/api/beds/${encodeURIComponent(bed)}`;
}

/** Asks the station for JSON. Throws a SaidError with the station's sentence, an empty one where it did not answer. */
export async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init).catch(() => null);
  if (response === null) throw new SaidError(() => "");
  const answer = await response.json();
  if (!response.ok) throw new SaidError(() => toldFailure(answer as Failure));
  return answer as T;
}
