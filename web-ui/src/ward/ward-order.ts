import type { BedState } from "../link/station-state.ts";
import { createKept, oneOf } from "../screen/kept.ts";

export const WARD_ORDERS = ["fixed", "alarm", "name"] as const;
export type WardOrder = (typeof WARD_ORDERS)[number];

/** In which order this screen shows the beds: places are fixed unless the reader chose otherwise. */
export const [wardOrder, chooseWardOrder] = createKept<WardOrder>("ward-order", "fixed", oneOf(WARD_ORDERS));

const RANK = { high: 3, medium: 2, low: 1 } as const;

/** Names of the beds in an order; equal ones stay as the station has them. Allocates. */
export function inWardOrder(beds: readonly BedState[], order: WardOrder): string[] {
  const sorted = [...beds];
  if (order === "alarm") sorted.sort((a, b) => urgency(b) - urgency(a));
  if (order === "name") sorted.sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }));
  return sorted.map(({ bed }) => bed);
}

/** Of the bed's most urgent alarm; half a step less where somebody has attended to it. */
function urgency({ alarms }: BedState): number {
  const ranks = (alarms?.alarms ?? []).map(
    ({ priority, inactivation }) => RANK[priority] - (inactivation === "enabled" ? 0 : 0.5),
  );
  return Math.max(0, ...ranks);
}
