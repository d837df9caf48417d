import type { Stretch } from "./past.ts";

/** Room left and right of every plot, CSS pixels: all that stands on the same axis of time keeps to it. */
export const LEFT_PX = 58;
export const RIGHT_PX = 16;

/** Place of a time within a field that is `widthPx` wide, CSS pixels from its left edge. */
export function xOfTime(tMs: number, { fromMs, toMs }: Stretch, widthPx: number): number {
  return LEFT_PX + ((tMs - fromMs) / (toMs - fromMs)) * Math.max(0, widthPx - LEFT_PX - RIGHT_PX);
}

/** Steps between the marks of the axis of time from which the first that leaves room is taken, ms. */
const TICK_MS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440].map((minutes) => minutes * 60_000);
const TICK_ROOM_PX = 76;

/** Times of the marks on the axis: whole hours and their parts by the screen's own clock. Allocates. */
export function timeTicks({ fromMs, toMs }: Stretch, widthPx: number): number[] {
  const room = Math.max(1, (widthPx - LEFT_PX - RIGHT_PX) / TICK_ROOM_PX);
  const stepMs = TICK_MS.find((step) => (toMs - fromMs) / step <= room) ?? TICK_MS[TICK_MS.length - 1];
  const offsetMs = new Date(toMs).getTimezoneOffset() * 60_000;
  const ticks: number[] = [];
  for (let tMs = Math.ceil((fromMs - offsetMs) / stepMs) * stepMs + offsetMs; tMs <= toMs; tMs += stepMs)
    ticks.push(tMs);
  return ticks;
}

/** A time as HH:MM, and as the day where it is midnight, in the screen's time zone. */
export function tickWords(tMs: number): string {
  const date = new Date(tMs);
  const [hours, minutes] = [date.getHours(), date.getMinutes()];
  if (hours === 0 && minutes === 0) return `${date.getMonth() + 1}/${date.getDate()}`;
  return `${two(hours)}:${two(minutes)}`;
}

/** A time as MM-DD HH:MM:SS, or without the seconds. */
export function momentWords(tMs: number, withSeconds: boolean): string {
  const date = new Date(tMs);
  const day = `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return `${day} ${time}${withSeconds ? `:${two(date.getSeconds())}` : ""}`;
}

function two(part: number): string {
  return String(part).padStart(2, "0");
}
