import { spoken, type Widened } from "../words/language.ts";

const receiverEn = {
  title: "Receivers",
  none: "No receiver is configured: alarms and values stay on this station.",
  notKept: "What waits is not kept on the disk:",
  kinds: { hl7: "HL7 v2", mqtt: "MQTT", webhook: "webhook", fhir: "FHIR" },
  states: { well: "well", trouble: "in trouble", failing: "FAILING" },
  since: (when: string) => `since ${when}:`,
  waiting: "waiting",
  waits: (alarms: number, values: number) => `${alarms} alarms, ${values} values`,
  dropped: "values too old",
  delivered: "delivered",
  lastDelivery: "last delivery",
  never: "none since the start",
  refused: (count: number) => `refused for good: ${count}`,
  attempts: "attempts",
  phases: { start: "begins", update: "changes", continue: "goes on", end: "ends" },
  times: (count: number, first: string, last: string) => `${count}, ${first} to ${last}`,
  uncounted: (last: string) => `last ${last}`,
  retry: "send again",
  retryAll: "send all again",
  more: "older ones",
  retryTitle: (receiver: string) => `Send again to ${receiver}?`,
  retryWhat: (count: number) =>
    count === 1
      ? "The message tells of an alarm that may be long over; it has its old time. Refused again, it comes back here."
      : `${count} messages tell of alarms that may be long over; they have their old times. Those refused again come back here.`,
  discard: "discard",
  discardTitle: "Discard this message?",
  discardWhat: (receiver: string) => `${receiver} never gets it. The alarm stays in this station's log.`,
  cancel: "cancel",
  close: "close",
};

export type ReceiverWords = Widened<typeof receiverEn>;

export const receiverWords = spoken("receiverWords", receiverEn);
