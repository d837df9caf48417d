import { type Static, Type } from "typebox";
import { Value } from "typebox/value";

const closed = { additionalProperties: false };
const word = { minLength: 1, pattern: "^[^|^~\\\\&\\r\\n]+$" };
const Code = Type.Object({ code: Type.Integer({ minimum: 1 }), name: Type.String(word) }, closed);
const ProfileId = Type.Object(
  { entity: Type.String(word), namespace: Type.String(word), oid: Type.String({ pattern: "^[0-9]+(\\.[0-9]+)+$" }) },
  closed,
);

/** What one make of HL7 receiver wants otherwise than the next: a file in fixtures/receivers, or one of the site's own. */
export const ReceiverProfile = Type.Object(
  {
    title: Type.String({ minLength: 1 }),
    /** MSH-12. */
    version: Type.String({ pattern: "^2\\.[3-9](\\.[0-9])?$" }),
    /** MSH-21 of values (PCD-01) and of alarms (PCD-04). */
    valuesProfile: ProfileId,
    alarmsProfile: ProfileId,
    /** OBX-3 of the alarm's phase, state and inactivation. */
    phase: Code,
    state: Code,
    inactivation: Code,
    /** MSH-15 and MSH-16. */
    acceptAck: Type.Enum(["AL", "NE", "ER", "SU", ""]),
    applicationAck: Type.Enum(["AL", "NE", "ER", "SU", ""]),
    /** False for a receiver that never answers: a message counts as taken once it is sent. */
    answers: Type.Boolean(),
    /** Whether the first message of an alarm names itself in OBR-29. */
    parentOnStart: Type.Boolean(),
  },
  { ...closed, title: "Profile of an HL7 receiver" },
);
export type ReceiverProfile = Static<typeof ReceiverProfile>;

/** A profile as a file gives it; null for anything else. Allocates nothing. */
export function parseReceiverProfile(value: unknown): ReceiverProfile | null {
  return Value.Check(ReceiverProfile, value) ? value : null;
}
