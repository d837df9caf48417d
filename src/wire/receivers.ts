import { type Static, Type } from "typebox";

import { AlarmEvent } from "./alarms.ts";
import { nullable } from "./nullable.ts";

/** Messages on one page of what a receiver refused, where nothing else is asked for, and the most. */
const USUAL_PAGE = 50;
const LONGEST_PAGE = 200;

/** Somebody that alarms and values are handed to, as an engineer sees it: no address, no secret. */
export const ReceiverRow = Type.Object({
  name: Type.String(),
  kind: Type.Union([Type.Literal("hl7"), Type.Literal("mqtt"), Type.Literal("webhook"), Type.Literal("fhir")]),
  state: Type.Union([Type.Literal("well"), Type.Literal("trouble"), Type.Literal("failing")], {
    description: "trouble: an attempt failed; failing: for so long that every bed has the alarm delivery-failing.",
  }),
  trouble: nullable(
    Type.Object({
      sinceMs: Type.Number({ description: "The station's clock, ms since 1970." }),
      detail: Type.String({ description: "What went wrong first, or what the receiver said." }),
    }),
  ),
  waitingAlarms: Type.Integer({ description: "Alarms that it has not taken yet." }),
  waitingValues: Type.Integer(),
  droppedValues: Type.Integer({ description: "Values that grew old before it took them, since the station began." }),
  delivered: Type.Integer({ description: "Messages that it took, since the station began." }),
  lastDeliveryMs: nullable(
    Type.Number({
      description: "When it took the last, ms since 1970; null where it took none since the station began.",
    }),
  ),
  deadLetters: Type.Integer({ description: "Messages that it refused for good and that are still kept." }),
});
export type ReceiverRow = Static<typeof ReceiverRow>;

export const ReceiverRows = Type.Object({
  receivers: Type.Array(ReceiverRow),
  journalFault: nullable(Type.String({ description: "Why what waits is not kept on the disk; null where it is." })),
});
export type ReceiverRows = Static<typeof ReceiverRows>;

/** A message that a receiver refused for good. */
export const DeadLetterRow = Type.Object({
  id: Type.String({ description: "Of the message: MSH-10, messageId or webhook-id." }),
  receiver: Type.String(),
  bed: Type.String(),
  label: Type.String({ description: "What the monitor called the bed." }),
  /** What it tells: as the alarm list shows it. */
  alarm: AlarmEvent.properties.alarm,
  phase: AlarmEvent.properties.phase,
  priority: AlarmEvent.properties.priority,
  text: Type.String(),
  toldMs: Type.Number({ description: "When the station told it first, ms since 1970." }),
  why: Type.String({ description: "What the receiver said at last." }),
  firstAttemptMs: Type.Number(),
  lastAttemptMs: Type.Number(),
  attempts: nullable(Type.Integer({ description: "Null where nobody counted them." })),
});
export type DeadLetterRow = Static<typeof DeadLetterRow>;

export const DeadLetterRows = Type.Object({
  total: Type.Integer({ description: "Of this receiver." }),
  deadLetters: Type.Array(DeadLetterRow, { description: "The one given up last comes first." }),
  next: nullable(Type.String({ description: "What to give as before for the next page; null: there is none." })),
});
export type DeadLetterRows = Static<typeof DeadLetterRows>;

export const NamedReceiver = Type.Object({ receiver: Type.String({ minLength: 1, maxLength: 64 }) });
export const NamedDeadLetter = Type.Object({
  ...NamedReceiver.properties,
  id: Type.String({ minLength: 1, maxLength: 64 }),
});

export const DeadLettersQuery = Type.Object({
  before: Type.Optional(
    Type.String({
      pattern: "^[0-9]{1,16}-[0-9]{1,16}$",
      description: "next of the page before; absent: the first page.",
    }),
  ),
  count: Type.Optional(
    Type.Integer({ minimum: 1, maximum: LONGEST_PAGE, description: `How many; ${USUAL_PAGE} where absent.` }),
  ),
});
export type DeadLettersQuery = Static<typeof DeadLettersQuery>;

/** A page that was asked for, its length filled in. */
export interface DeadLettersPage {
  readonly before: string | null;
  readonly count: number;
}

export function askedPage({ before, count }: DeadLettersQuery): DeadLettersPage {
  return { before: before ?? null, count: count ?? USUAL_PAGE };
}

/** How many messages an order was about. */
export const SentAgain = Type.Object({ count: Type.Integer() });
export type SentAgain = Static<typeof SentAgain>;
