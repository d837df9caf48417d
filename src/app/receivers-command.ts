import { dirname } from "node:path";

import { AfarError } from "../base/errors.ts";
import type { AlarmItem } from "../interop/outbox/item.ts";
import { type KeptMessages, readOutbox } from "../interop/outbox/outbox-file.ts";
import { type LetterOrder, orderLetters } from "../interop/outbox/outbox-orders.ts";

import { findConfiguration, readConfiguration } from "./configuration/configuration-file.ts";
import { readText, soundConfiguration } from "./configuration/configuration-text.ts";
import type { ConfiguredReceiver } from "./configuration/receivers.ts";
import { shownAddress } from "./configuration/source-secret.ts";
import { claimData } from "./data-claim.ts";
import { keptPlaces } from "./history-place.ts";
import { outboxPath } from "./receiver-opening.ts";

interface ReceiversOptions {
  readonly config?: string;
  readonly json?: boolean;
  readonly retry?: string;
  readonly discard?: string;
  readonly of?: string;
}

/** `afar receivers`: shows them, or orders about what one of them refused. Throws AfarError. */
export async function receivers(options: ReceiversOptions): Promise<void> {
  const { retry, discard } = options;
  if (retry !== undefined && discard !== undefined) {
    throw new AfarError("USAGE", "--retry and --discard exclude each other: give one of the two.");
  }
  if (retry !== undefined) await order(options, retry === "all" ? null : retry, "again");
  else if (discard !== undefined) await order(options, discard, "discarded");
  else await showReceivers(options);
}

async function order(options: ReceiversOptions, id: string | null, what: LetterOrder): Promise<void> {
  const { receivers: configured, journal } = configuredReceivers(options);
  const names = configured.map(({ name }) => name);
  const name = options.of ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined || !names.includes(name)) {
    throw new AfarError("USAGE", `name the receiver with --of: ${names.join(", ") || "none is configured"}.`);
  }
  const release = await claimData(dirname(journal)).catch((cause) => {
    throw new AfarError("DATA_BUSY", "the station runs: stop it, or order it by its page or API (docs/receivers.md).", {
      cause,
    });
  });
  try {
    const count = await orderLetters(journal, name, id, what);
    if (count === 0 && id !== null) {
      throw new AfarError(
        "NOT_FOUND",
        `${name} has refused no message ${JSON.stringify(id)}: afar receivers lists them.`,
      );
    }
    const become = what === "again" ? "will be sent once more when the station starts" : "discarded";
    process.stdout.write(`${count === 1 ? "1 message" : `${count} messages`} of ${name} ${become}\n`);
  } finally {
    await release();
  }
}

/** Prints what waits for each receiver, and what it refused for good. Throws AfarError. */
export async function showReceivers(options: Pick<ReceiversOptions, "config" | "json">): Promise<void> {
  const { receivers: configured, journal } = configuredReceivers(options);
  const names = configured.map(({ name }) => name);
  const kept = (await readOutbox(journal, names)) ?? names.map(nothingKept);
  const text = options.json
    ? JSON.stringify(kept)
    : configured.map((receiver, i) => wordsOf(receiver, kept[i])).join("\n") || "no receiver is configured";
  process.stdout.write(`${text}\n`);
}

function configuredReceivers({ config }: Pick<ReceiversOptions, "config">): {
  readonly receivers: readonly ConfiguredReceiver[];
  readonly journal: string;
} {
  const path = findConfiguration(config, process.env, process.cwd());
  if (path === null) throw new AfarError("USAGE", "no configuration names a receiver: docs/receivers.md says how.");
  const { receivers: configured } = soundConfiguration(readText(readConfiguration(path), path), path);
  const [place] = keptPlaces(config === undefined ? {} : { config });
  return { receivers: configured, journal: outboxPath(place) };
}

function nothingKept(receiver: string): KeptMessages {
  return { receiver, waiting: [], dead: [] };
}

function wordsOf({ name, address }: ConfiguredReceiver, { waiting, dead }: KeptMessages): string {
  return [
    `${name}  ${shownAddress(address)}`,
    `  waiting  ${waiting.length === 0 ? "nothing" : `${waiting.length}, the oldest ${alarmWords(waiting[0])}`}`,
    ...dead.map(({ item, why, attempts }) => `  refused ${timesWords(attempts)} ${alarmWords(item)}: ${why}`),
  ].join("\n");
}

function timesWords(attempts: number | null): string {
  return attempts === null ? "" : attempts === 1 ? "once" : `${attempts} times`;
}

function alarmWords({ id, notice: { bed, alarm, stationMs } }: AlarmItem): string {
  return `${new Date(stationMs).toISOString()} bed ${bed} ${alarm.text} (${alarm.phase}, message ${id})`;
}
