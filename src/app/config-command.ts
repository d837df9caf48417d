import { resolve } from "node:path";

import { AfarError } from "../base/errors.ts";
import { CONFIGURATION_SCHEMA } from "../wire/configuration.ts";

import type { Configuration, ConfiguredBed } from "./configuration/configuration.ts";
import { findConfiguration, readConfiguration } from "./configuration/configuration-file.ts";
import { type Fault, faultLine, readText } from "./configuration/configuration-text.ts";
import { keyTables } from "./configuration/key-table.ts";
import type { ConfiguredReceiver } from "./configuration/receivers.ts";
import { hasPassword, shownAddress } from "./configuration/source-secret.ts";
import { warningsOf } from "./configuration/warnings.ts";

/**
 * `afar config check`: says what a station would run, or everything that is wrong with its file, with exit 2. Throws AfarError
 * where there is no such file, or it holds no text.
 */
export function checkConfiguration(file: string | undefined, options: { readonly json?: boolean }): void {
  const path = findConfiguration(file, process.env, process.cwd());
  if (path === null) {
    throw new AfarError(
      "FILE_MISSING",
      "there is no configuration in ./afar.toml or ~/.config/afar/afar.toml: name one, as in afar config check FILE",
    );
  }
  const { configuration, faults, lines } = readText(readConfiguration(path, file), path);
  const warnings = configuration ? warningsOf(configuration, lines, process.env) : [];
  if (options.json) process.stdout.write(`${JSON.stringify(summary(path, configuration, faults, warnings))}\n`);
  else if (configuration) process.stdout.write(report(path, configuration));
  if (faults.length > 0) process.exitCode = 2;
  if (options.json) return;
  const name = file ?? path;
  for (const fault of faults) process.stderr.write(`afar: ${faultLine(fault, name)}\n`);
  for (const warning of warnings) process.stderr.write(`afar: warning: ${faultLine(warning, name)}\n`);
}

/** `afar config schema`: the JSON Schema of the file, or its keys as Markdown tables. */
export function printSchema(options: { readonly table?: boolean }): void {
  const schema = { $schema: "https://json-schema.org/draft/2020-12/schema", ...CONFIGURATION_SCHEMA };
  process.stdout.write(options.table ? keyTables() : `${JSON.stringify(schema, null, 2)}\n`);
}

function summary(
  path: string,
  configuration: Configuration | null,
  faults: readonly Fault[],
  warnings: readonly Fault[],
): object {
  const running = configuration && {
    port: configuration.port,
    beds: configuration.beds.map(({ plan, alarms }) => ({ ...plan, source: shownAddress(plan.source), alarms })),
    history: configuration.history,
    receivers: configuration.receivers.map((receiver) => ({ ...receiver, address: shownAddress(receiver.address) })),
  };
  return { path, sound: configuration !== null, faults, warnings, configuration: running };
}

function report(path: string, configuration: Configuration): string {
  const { port, beds, history, receivers } = configuration;
  const isDemo = beds.some(({ plan }) => plan.demo);
  const head = ["bed", "shown as", "source", "camera", "alarms"];
  const rows = [head, ...beds.map(rowOf)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const table = rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column]))
      .join("  ")
      .trimEnd(),
  );
  return [
    `${resolve(path)} is sound.`,
    `Monitor on ${port === 0 ? "any free port of 127.0.0.1" : `http://127.0.0.1:${port}`}, ${beds.length === 1 ? "1 bed" : `${beds.length} beds`}${isDemo ? ", all of them rendered patients: DEMO stands across every number" : ""}.`,
    "",
    ...table,
    "",
    `History: ${historyWords(history)}`,
    `Receivers: ${receivers.map(receiverWords).join(", ") || "none"}.`,
    "",
  ].join("\n");
}

function rowOf({ plan, alarms }: ConfiguredBed): string[] {
  const { limits, profile, noBreathDelayS } = alarms;
  const { transport, timeoutS, widthPx, heightPx, rateHz, format, lockExposure, decoder, user } = plan.camera ?? {};
  const camera = [
    transport,
    widthPx && `${widthPx}x${heightPx}`,
    rateHz && `${rateHz} Hz`,
    format,
    lockExposure === false && "exposure free",
    decoder === "hardware" && "decoded in hardware",
    timeoutS && `lost after ${timeoutS} s`,
    (user || hasPassword(plan.source)) && "signs in",
    plan.zone && "a zone",
  ].filter(Boolean);
  const { pulse, respiration } = limits;
  const words = `${profile}, PR ${pulse.low}-${pulse.high}, RR ${respiration.low}-${respiration.high}, no breath ${noBreathDelayS} s`;
  return [plan.bed, plan.label, shownAddress(plan.source), camera.join(", ") || "-", words];
}

function receiverWords({ name, kind, address, values }: ConfiguredReceiver): string {
  const what = { hl7: "HL7", mqtt: "MQTT", webhook: "webhook", fhir: "FHIR" }[kind];
  return `${name} (${what}, ${shownAddress(address)}, ${values ? "alarms and values" : "alarms"})`;
}

function historyWords(history: Configuration["history"]): string {
  if (!history) return "as kept by default.";
  const { place, retention } = history;
  const where =
    place === null
      ? "where it is kept by default"
      : place.kind === "sqlite"
        ? place.path
        : `PostgreSQL at the address in ${place.variable}, schema ${place.schema}`;
  const hours = (ms: number | null) => (ms === null ? "for ever" : `${ms / 3_600_000} h`);
  const days = (ms: number | null) => (ms === null ? "for ever" : `${ms / 86_400_000} days`);
  return `${where}; seconds ${hours(retention.secondsMs)}, minutes ${days(retention.minutesMs)}, events ${days(retention.eventsMs)}, alarm log ${days(retention.logMs)}.`;
}
