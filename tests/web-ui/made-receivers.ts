import type { DeadLetterRow, ReceiverRow } from "../../src/wire/receivers.ts";
import type { DeliveryDesk } from "../../src/stream/receiver-routes.ts";

const SINCE_MS = Date.UTC(2026, 10, 28, 12);

function letter(id: string, why: string): DeadLetterRow {
  return {
    id,
    receiver: "epic",
    bed: "1",
    label: "Bed 1",
    alarm: "pulse-high",
    phase: "start",
    priority: "medium",
    text: "** PR 134>120",
    toldMs: SINCE_MS,
    why,
    firstAttemptMs: SINCE_MS,
    lastAttemptMs: SINCE_MS + 60_000,
    attempts: 3,
  };
}

function receiver(name: string, kind: ReceiverRow["kind"]): ReceiverRow {
  return {
    name,
    kind,
    state: "well",
    trouble: null,
    waitingAlarms: 0,
    waitingValues: 0,
    droppedValues: 0,
    delivered: 88,
    lastDeliveryMs: SINCE_MS,
    deadLetters: 0,
  };
}

/** Two receivers: one fails and has refused messages for good. `orders`: what the desk was told to do. */
export function madeReceivers(): { readonly desk: DeliveryDesk; readonly orders: string[] } {
  const orders: string[] = [];
  let letters = [letter("1-7", "AR: unknown patient class"), letter("1-8", "AE 207: internal error")];
  const desk: DeliveryDesk = {
    receivers: () => ({
      journalFault: null,
      receivers: [
        {
          ...receiver("epic", "hl7"),
          state: "failing",
          trouble: { sinceMs: SINCE_MS, detail: "nobody answers at port 2575" },
          waitingAlarms: 12,
          deadLetters: letters.length,
        },
        receiver("pager", "webhook"),
      ],
    }),
    deadLetters: (name) => (name === "epic" ? { total: letters.length, deadLetters: letters, next: null } : undefined),
    sendAgain(name, id) {
      orders.push(`retry ${name} ${id}`);
      const meant = letters.filter((each) => id === null || each.id === id);
      letters = letters.filter((each) => !meant.includes(each));
      return meant.length;
    },
    discard(name, id) {
      orders.push(`discard ${name} ${id}`);
      letters = letters.filter((each) => each.id !== id);
      return true;
    },
  };
  return { desk, orders };
}
