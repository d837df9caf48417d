import type { Note } from "../base/note.ts";

/**
 * What one moment tells of a condition. Unknown: nothing, it stays as it was. Near: it is not there, but within the value's
 * error of being there: nothing new alarms, and nothing ends.
 */
export type Sight = { readonly is: "unknown" } | { readonly is: "near" } | { readonly is: "absent" } | PresentSight;

export interface PresentSight {
  readonly is: "present";
  /** How long it must last before it alarms. */
  readonly delayMs: number;
  /** The same for a condition that is far out: null where this one is not. */
  readonly extremeDelayMs: number | null;
  readonly value: { readonly last: number; readonly limit: number; readonly unit: "bpm" | "brpm" | "s" } | null;
  /** How old the change is that this moment shows, ms: an estimate. */
  readonly measurementMs: number;
  readonly detail: string | null;
  /** The detail again, as notes. */
  readonly notes?: readonly Note[] | undefined;
}

export const UNKNOWN: Sight = { is: "unknown" };
export const NEAR: Sight = { is: "near" };
export const ABSENT: Sight = { is: "absent" };

/** A condition without a value. Allocates. */
export function present(
  delayMs: number,
  measurementMs = 0,
  detail: string | null = null,
  notes?: readonly Note[],
): PresentSight {
  return { is: "present", delayMs, extremeDelayMs: null, value: null, measurementMs, detail, notes };
}
