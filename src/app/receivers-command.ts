import { AfarError } from "../base/errors.ts";
import type { AlarmItem } from "../interop/outbox/item.ts";
import { type KeptMessages, readOutbox } from "../interop/outbox/outbox-file.ts";

import { findConfiguration, readConfiguration } from "./configuration/configuration-file.ts";
import { readText, soundConfiguration } from "./configuration/configuration-text.ts";
import type { ConfiguredReceiver } from "./configuration/receivers.ts";
import { shownAddress } from "./configuration/source-secret.ts";
import { keptPlaces } from "./history-place.ts";
import { outboxPath } from "./receiver-opening.ts";

interface ReceiversOptions {
  readonly config?: string;
  readonly json?: boolean;
}

/** `afar receivers`: what waits for each receiver, and what it refused for good. Throws AfarError. */
export async function showReceivers({ config, json = false }: ReceiversOptions): Promise<void> {
  const path = findConfiguration(config, process.env, process.cwd());
  if (path === null) throw new AfarError("USAGE", "no configuration names a receiver: docs/receivers.md says how.");
  const { receivers } = soundConfiguration(readText(readConfiguration(path), path), path);
  const [place] = keptPlaces(config === undefined ? {} : { config });
  const names = receivers.map(({ name }) => name);
  const kept = (await readOutbox(outboxPath(place), names)) ?? names.map(nothingKept);
  const text = json
    ? JSON.stringify(kept)
    : receivers.map((receiver, i) => wordsOf(receiver, kept[i])).join("\n") || "no receiver is configured";
  process.stdout.write(`${text}\n`);
}

function nothingKept(receiver: string): KeptMessages {
  return { receiver, waiting: [], dead: [] };
}

function wordsOf({ name, address }: ConfiguredReceiver, { waiting, dead }: KeptMessages): string {
  return [
    `${name}  ${shownAddress(address)}`,
    `  waiting  ${waiting.length === 0 ? "nothing" : `${waiting.length}, the oldest ${alarmWords(waiting[0])}`}`,
    ...dead.map(({ item, why }) => `  refused  ${alarmWords(item)}: ${why}`),
  ].join("\n");
}

function alarmWords({ id, notice: { bed, alarm, stationMs } }: AlarmItem): string {
  return `${new Date(stationMs).toISOString()} bed ${bed} ${alarm.text} (${alarm.phase}, message ${id})`;
}
