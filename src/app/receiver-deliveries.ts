import type { DeadLetterRow, ReceiverRow } from "../wire/receivers.ts";
import type { DeliveryDesk } from "../stream/receiver-routes.ts";
import type { DeadLetter } from "../interop/outbox/book.ts";
import type { Outbox, ReceiverHealth } from "../interop/outbox/outbox.ts";

/** What the station's routes tell of its receivers. `kinds`: by their names; `outbox` null where there are none. */
export function planDeliveries(outbox: Outbox | null, kinds: ReadonlyMap<string, ReceiverRow["kind"]>): DeliveryDesk {
  const lettersOf = (name: string) => outbox?.deadLetters().filter(({ receiver }) => receiver === name) ?? [];

  function rowOf(health: ReceiverHealth): ReceiverRow {
    const { receiver: name, trouble, waitingAlarms, waitingValues, droppedValues, delivered, lastDeliveryMs } = health;
    return {
      name,
      kind: kinds.get(name) ?? "webhook",
      state: trouble === null ? "well" : trouble.isFailing ? "failing" : "trouble",
      trouble: trouble && { sinceMs: trouble.sinceMs, detail: trouble.detail },
      ...{ waitingAlarms, waitingValues, droppedValues, delivered, lastDeliveryMs },
      deadLetters: lettersOf(name).length,
    };
  }

  return {
    receivers: () => ({
      receivers: outbox?.health().map(rowOf) ?? [],
      journalFault: outbox?.journalFault() ?? null,
    }),
    deadLetters(name, { before, count }) {
      if (!kinds.has(name)) return undefined;
      const all = lettersOf(name).sort(newestFirst);
      const rest = before === null ? all : all.filter((letter) => newestFirst(placeOf(before), letter) < 0);
      const page = rest.slice(0, count);
      const last = page.at(-1);
      const next = last && page.length < rest.length ? `${last.atMs}-${last.n}` : null;
      return { total: all.length, deadLetters: page.map(letterRow), next };
    },
    sendAgain: (name, id) => (kinds.has(name) ? (outbox?.sendAgain(name, id) ?? 0) : undefined),
    discard: (name, id) => (kinds.has(name) ? (outbox?.discard(name, id) ?? false) : undefined),
  };
}

type Place = Pick<DeadLetter, "atMs" | "n">;

function newestFirst(a: Place, b: Place): number {
  return b.atMs - a.atMs || b.n - a.n;
}

function placeOf(text: string): Place {
  const [atMs, n] = text.split("-").map(Number);
  return { atMs, n };
}

function letterRow({ receiver, item, why, firstMs, atMs, attempts }: DeadLetter): DeadLetterRow {
  const { id, notice } = item;
  const { bed, label, stationMs, alarm: event } = notice;
  const { alarm, phase, priority, text } = event;
  return {
    ...{ id, receiver, bed, label, alarm, phase, priority, text, why, attempts },
    toldMs: stationMs,
    firstAttemptMs: firstMs,
    lastAttemptMs: atMs,
  };
}
