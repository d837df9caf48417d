import { type Static, Type } from "typebox";

import { nullable } from "./nullable.ts";

/** Why somebody must say who is in the bed. */
export const IdentityQuestion = Type.Union([
  /** Another face may have taken the patient's place. */
  Type.Literal("changed-face"),
  /** No face was seen for so long that anybody may have come back. */
  Type.Literal("absent"),
  /** The zone in which the patient is looked for was changed. */
  Type.Literal("zone-changed"),
]);
export type IdentityQuestion = Static<typeof IdentityQuestion>;

/** Whether the face in view is the patient's; once a second, and at once where it changes. */
export const IdentityMessage = Type.Object({
  kind: Type.Literal("identity"),
  bed: Type.String(),
  /** Milliseconds since the source's first frame. */
  tMs: Type.Number(),
  patient: Type.Union([
    /** No face was seen yet: the first chosen one is the patient's. */
    Type.Literal("unknown"),
    Type.Literal("in-view"),
    /** Patient not in view. */
    Type.Literal("away"),
    /** Nothing is shown until somebody confirms. */
    Type.Literal("unconfirmed"),
  ]),
  /** Since when, ms. */
  sinceMs: Type.Number(),
  /** Null where nothing is asked. */
  question: nullable(IdentityQuestion),
  /** A face is in view that a confirmation would take for the patient's. */
  faceInView: Type.Boolean(),
  /** Other faces at the last look around. */
  others: Type.Integer(),
});
export type IdentityMessage = Static<typeof IdentityMessage>;
