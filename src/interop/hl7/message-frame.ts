import { DISCLAIMER, type Notice } from "../../wire/receiver-notices.ts";
import type { ReceiverProfile } from "../../wire/receiver-profile.ts";
import { ORIGIN_MARKS } from "../origin-mark.ts";

import { components, type Hl7Field, hl7Time, numbered, segment } from "./hl7-text.ts";

/** What all messages to one receiver share. */
export interface Hl7Station {
  /** EUI-64 of the station, 16 hexadecimal digits. */
  readonly stationId: string;
  /** MSH-4. */
  readonly facility: string | null;
  readonly profile: ReceiverProfile;
}

interface FramePlan {
  readonly messageId: string;
  readonly notice: Notice;
  readonly type: Hl7Field;
  readonly profileId: ReceiverProfile["valuesProfile"];
}

/** OBX-8 of everything that no patient of now has made. */
export function originMark({ origin }: Notice): string | null {
  return ORIGIN_MARKS[origin];
}

function stationName({ stationId }: Hl7Station): Hl7Field {
  return components("AFAR", stationId, "EUI-64");
}

/** MSH, and the bed as a patient's place: who lies in it is told to nobody. */
export function frameSegments(station: Hl7Station, { messageId, notice, type, profileId }: FramePlan): string[] {
  const { profile } = station;
  const header = segment(
    "MSH",
    // MSH-1 is the sign between the fields itself.
    stationName(station),
    station.facility,
    null,
    null,
    hl7Time(notice.stationMs),
    null,
    type,
    messageId,
    // Training, where no patient is watched: a receiver in production has one more way not to mistake it.
    notice.origin === "live" ? "P" : "T",
    profile.version,
    null,
    null,
    profile.acceptAck,
    profile.applicationAck,
    null,
    "UNICODE UTF-8",
    null,
    null,
    components(profileId.entity, profileId.namespace, profileId.oid, "ISO"),
  );
  return [
    header.replace("MSH|", "MSH|^~\\&|"),
    numbered("PID", {
      3: components(null, null, null, "AFAR", "U"),
      5: components(null, null, null, null, null, null, "U"),
    }),
    numbered("PV1", { 2: "U", 3: components(null, null, notice.bed, station.facility) }),
  ];
}

/** Stands in every message. */
export function disclaimerNote(): string {
  return segment("NTE", 1, "L", DISCLAIMER);
}

/** A message from its segments; each ends in a carriage return. */
export function messageText(segments: readonly string[]): string {
  return segments.map((line) => `${line}\r`).join("");
}
