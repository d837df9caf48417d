import { join } from "node:path";

import { expect } from "vitest";

import type { NamedResource } from "../../src/interop/fhir/elements.ts";
import { eventMsOf } from "../../src/interop/fhir/push-bundle.ts";
import { readOutbox } from "../../src/interop/outbox/outbox-file.ts";
import { type Behaviour, startFhirServer } from "../interop/fhir/made-server.ts";

import { startAcknowledgedLives } from "./acknowledged-lives.ts";
import type { receiverModules } from "./receiver-lives.ts";

const ACKNOWLEDGE_EVERY_MS = 250;
const TROUBLES: readonly Behaviour[] = ["close", "take and close", { status: 503 }, { status: 429 }];
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

export interface PushFigures {
  readonly alarms: number;
  readonly kills: number;
  /** Transactions that the server took, and what they put. */
  readonly transactions: number;
  readonly versions: number;
}

/**
 * Kills a station at random moments while a FHIR server closes, takes without an answer or is overloaded in between, until so many
 * alarms began and so many kills are done. Expects one valid issue for each alarm of the log, as the log left it, in its order
 * for each bed.
 */
export async function expectAllPushed(
  folder: string,
  modules: ReturnType<ReturnType<typeof receiverModules>>,
  least: { readonly alarms: number; readonly kills: number },
): Promise<PushFigures> {
  const server = await startFhirServer();
  const lives = startAcknowledgedLives(folder, modules, {
    sources: ["v4l2:/dev/video0", "/recordings/patient.mp4"],
    receiver: { name: "record", kind: "fhir", address: server.base, intervalS: 1 },
    acknowledgeEveryMs: ACKNOWLEDGE_EVERY_MS,
  });
  const { moment } = lives;
  const issues = () => [...server.resources.values()].filter(({ resourceType }) => resourceType === "DetectedIssue");
  let kills = 0;
  try {
    await lives.ready();
    while (kills < least.kills || issues().length < least.alarms) {
      server.behave("take");
      await sleep(300 + 1200 * moment());
      if (kills >= least.kills) continue;
      server.behave(TROUBLES[Math.floor(TROUBLES.length * moment())]);
      await sleep(500 * moment());
      await lives.killed();
      kills += 1;
      server.behave("take");
      await lives.ready();
    }
  } finally {
    lives.rest();
    server.behave("take");
  }
  for (let tries = 0; tries < 600 && (await waiting(folder)) > 0; tries++) await sleep(100);
  const events = await lives.stop();
  expect(server.faults).toEqual([]);

  const own = (issue: NamedResource) => issue.id.split(".").slice(-3).join(".");
  const byAlarm = new Map(issues().map((issue) => [own(issue), issue]));
  const nameOf = ({ bed, id }: { readonly bed: string; readonly id: string }) =>
    `${bed}.alarm.${id.slice(bed.length + 1)}`;
  const alarms = [...new Set(events.map(nameOf))];
  expect([...byAlarm.keys()].sort()).toEqual([...alarms].sort());
  for (const event of events) {
    if (event.phase === "continue") continue;
    const issue = byAlarm.get(nameOf(event));
    expect(eventMsOf(issue), event.id).toBeGreaterThanOrEqual(event.tMs);
    if (event.phase === "end") expect(issue?.status, event.id).toBe("final");
  }
  const told = [...new Set(server.versions.filter(({ resourceType }) => resourceType === "DetectedIssue").map(own))];
  for (const bed of ["1", "2"]) {
    const ofBed = (names: readonly string[]) => names.filter((name) => name.startsWith(`${bed}.`));
    expect(ofBed(told)).toEqual(ofBed(alarms));
  }
  const marked = issues().filter(({ meta }) => JSON.stringify(meta).includes("HTEST"));
  expect(marked.map(own).sort()).toEqual(alarms.filter((name) => name.startsWith("2.")).sort());
  return { alarms: alarms.length, kills, transactions: server.bundles.length, versions: server.versions.length };
}

/** Alarms that the server has not had yet. */
async function waiting(folder: string): Promise<number> {
  const [kept] = (await readOutbox(join(folder, "outbox.journal"), ["record"])) ?? [];
  return kept?.waiting.length ?? 0;
}
