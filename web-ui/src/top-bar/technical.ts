import type { Reading } from "../bed/reading.ts";
import type { BedState } from "../link/station-state.ts";
import type { Words } from "../words/en.ts";
import { told } from "../words/told.ts";

/** The one technical message that matters most now; null when all is well. */
export function technicalMessage(
  facts: {
    readonly linked: boolean;
    readonly stalledS: number | null;
    readonly bed: BedState;
    readonly reading: Reading;
  },
  words: Words,
): string | null {
  const { linked, stalledS, bed, reading } = facts;
  if (!linked) return words.technical.linkLost;
  const { status } = bed;
  // Values go on while a camera is lost, and say only that it is; the status says why, and what is done about it.
  if (status?.state === "source-lost") return told(status.detail, status.notes);
  if (status !== null && status.state !== "running" && bed.vitals === null) return told(status.detail, status.notes);
  if (stalledS !== null) return words.stalled(stalledS);
  if (reading.state !== "live") return words.reasons[reading.reason];
  if (bed.shed !== null && bed.shed !== "nothing") return words.technical.shed[bed.shed];
  return status !== null && status.detail !== "" ? told(status.detail, status.notes) : null;
}
