import { SCOPE_NAMES, type Scope } from "./scopes.ts";

/** Who speaks to the station, as far as it is known. */
export interface Caller {
  /** Who the caller is in the log. */
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Beds that the caller may see and order about; null: all. */
  readonly beds: ReadonlySet<string> | null;
}

/** Who a page is where nobody signs in: whoever sits at the box. */
export const THIS_SCREEN: Caller = { name: "this screen", scopes: new Set(SCOPE_NAMES), beds: null };

export function maySeeBed({ beds }: Caller, bed: string): boolean {
  return beds === null || beds.has(bed);
}
