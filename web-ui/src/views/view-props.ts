import type { Station } from "../link/station.ts";

/** What every view is given: the station as it is known, and the bed that the address names. */
export interface ViewProps {
  readonly station: Station;
  /** The chosen bed's name; the first one where the address names none; empty while there are no beds. */
  readonly bed: string;
}
