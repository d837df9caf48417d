import { rmSync } from "node:fs";
import { dirname, join } from "node:path";

import type { HistoryPlace } from "../history/backend.ts";
import { type Outbox, openOutbox } from "../interop/outbox/outbox.ts";

import { dataDirectory } from "./history-place.ts";
import { planReceiverDesk, type ReceiverDesk, type ReceiverDeskPlan } from "./receiver-desk.ts";
import type { PlannedReceiver, SendingStation } from "./receiver-plan.ts";

const JOURNAL = "outbox.journal";

/** A station without receivers: nothing is handed to anybody. */
const NOBODY: Omit<ReceiverDesk, "outbox"> & { readonly outbox: null } = {
  outbox: null,
  hear: () => undefined,
  alarmed: () => undefined,
  catchUp: async () => undefined,
  close: async () => undefined,
};

/** Where the journal lies of a station that keeps its history there. */
export function outboxPath(place: HistoryPlace): string {
  const folder = place.kind === "sqlite" ? dirname(place.path) : dataDirectory(process.env);
  return join(folder, JOURNAL);
}

/** As {@link ReceiverDesk}; `outbox` null where nobody is to be told. */
export type StationReceivers = Omit<ReceiverDesk, "outbox"> & { readonly outbox: Outbox | null };

/**
 * Opens what hands alarms and values to receivers; its journal lies beside the history. Without receivers an old journal goes: what is
 * configured later begins then.
 */
export async function openReceivers(
  receivers: readonly PlannedReceiver[],
  place: HistoryPlace,
  { evidenceAt, ...plan }: Pick<ReceiverDeskPlan, "planOf" | "failing"> & Pick<SendingStation, "evidenceAt">,
): Promise<StationReceivers> {
  const path = outboxPath(place);
  if (receivers.length === 0) {
    rmSync(path, { force: true });
    return NOBODY;
  }
  const outbox = await openOutbox({
    path,
    nowMs: Date.now,
    transports: (stationId) =>
      new Map(receivers.map(({ name, transportOf }) => [name, transportOf({ stationId, evidenceAt })])),
  });
  const cadences = new Map(receivers.flatMap(({ name, cadence }) => (cadence ? [[name, cadence] as const] : [])));
  return planReceiverDesk({ outbox, cadences, ...plan });
}
