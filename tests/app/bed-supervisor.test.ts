import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, expect, test, vi } from "vitest";

import type { BedCommand, BedMessage } from "../../src/wire/messages.ts";
import { HEALTH_LIMITS, type HealthLimits } from "../../src/app/bed-health.ts";
import { type BedSupervisor, superviseBed } from "../../src/app/bed-supervisor.ts";

const PLAN = { bed: "7", label: "Bed 7", source: "phantom:demo-adult", demo: true };
/** A bed's process as the supervisor sees one: it talks, and obeys what its file tells it to do wrong. */
const TALKING = `
  const say = (message) => process.send({ bed: "7", ...message });
  say({ kind: "status", state: "running", detail: String(process.pid), progress: null });
  say({ kind: "vitals", vitals: { tMs: 1000 } });
  process.on("disconnect", () => process.exit(0));
`;

let folder = "";
let bed: BedSupervisor | null = null;
afterEach(async () => {
  await bed?.stop();
  rmSync(folder, { recursive: true });
});

function supervise(
  script: string,
  limits: Partial<HealthLimits> = {},
  greeting: () => readonly BedCommand[] = () => [],
): BedMessage[] {
  folder = mkdtempSync(join(tmpdir(), "afar-"));
  const module = join(folder, "bed.mjs");
  writeFileSync(module, script);
  const heard: BedMessage[] = [];
  bed = superviseBed(PLAN, (message) => heard.push(message), {
    module,
    firstWaitMs: 50,
    limits: { ...HEALTH_LIMITS, ...limits },
    greeting,
  });
  return heard;
}

function states(heard: readonly BedMessage[]): string[] {
  return heard.flatMap((message) => (message.kind === "status" ? [message.state] : []));
}

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test("a bed that is killed is started again, and the stream says so", async () => {
  const heard = supervise(`${TALKING} setInterval(() => say({ kind: "vitals", vitals: {} }), 100);`);
  await vi.waitFor(() => expect(states(heard)).toEqual(["running"]), 5000);
  const first = bed?.pid ?? 0;
  process.kill(first, "SIGKILL");
  await vi.waitFor(() => expect(states(heard)).toEqual(["running", "restarting", "running"]), 5000);
  expect(bed?.pid).not.toBe(first);
  const restarting = heard.find((message) => message.kind === "status" && message.state === "restarting");
  expect(restarting).toMatchObject({ bed: "7", detail: expect.stringContaining("SIGKILL") });
});

/** Gives heartbeats and values, as a bed that is well does. */
const WELL = `${TALKING} setInterval(() => { say({ kind: "heartbeat" }); say({ kind: "vitals", vitals: {} }); }, 100);`;

function restartingWords(heard: readonly BedMessage[]): string[] {
  return heard.flatMap((message) =>
    message.kind === "status" && message.state === "restarting" ? [message.detail] : [],
  );
}

test("a bed whose event loop hangs is ended and started again", async () => {
  const heard = supervise(`${TALKING} setTimeout(() => { for (;;); }, 50);`, { heartbeatMs: 500 });
  await vi.waitFor(() => expect(states(heard).slice(0, 3)).toEqual(["running", "restarting", "running"]), 8000);
  expect(restartingWords(heard)[0]).toContain("gave no sign of life");
});

test("a bed that lives and measures nothing is ended and started again", async () => {
  const heard = supervise(`${TALKING} setInterval(() => say({ kind: "heartbeat" }), 100);`, { silenceMs: 700 });
  await vi.waitFor(() => expect(states(heard).slice(0, 3)).toEqual(["running", "restarting", "running"]), 8000);
  expect(restartingWords(heard)[0]).toContain("measured nothing");
});

test("a bed that a signal stopped is noticed and started again within three seconds", async () => {
  const heard = supervise(WELL);
  await vi.waitFor(() => expect(states(heard)).toEqual(["running"]), 5000);
  process.kill(bed?.pid ?? 0, "SIGSTOP");
  await vi.waitFor(() => expect(states(heard)).toEqual(["running", "restarting", "running"]), 3000);
  expect(restartingWords(heard)[0]).toContain("stopped by a signal");
});

test("a bed that eats memory is ended before the box suffers, and says how much it held", async () => {
  const bomb = `${WELL} const held = []; setInterval(() => held.push(Buffer.alloc(20_000_000, 1)), 20);`;
  const heard = supervise(bomb, { memoryMb: 300 });
  await vi.waitFor(() => expect(states(heard).slice(0, 3)).toEqual(["running", "restarting", "running"]), 8000);
  expect(restartingWords(heard)[0]).toMatch(/held \d+ MB of memory/);
});

test("a bed that lost its source keeps its own words while it is tried again", async () => {
  const heard = supervise(`
    process.send({ kind: "status", bed: "7", state: "source-lost", detail: "the film has ended", progress: null },
      () => process.exit(3));`);
  await vi.waitFor(() => expect(states(heard).length).toBeGreaterThanOrEqual(2), 5000);
  expect(new Set(states(heard))).toEqual(new Set(["source-lost"]));
});

test("waits grow while a bed dies at once", async () => {
  const started = performance.now();
  const heard = supervise("process.exit(1);");
  await vi.waitFor(() => expect(states(heard).length).toBe(4), 15_000);
  // 50 + 100 + 200 ms lie between the four deaths at least.
  expect(performance.now() - started).toBeGreaterThanOrEqual(350);
});

test("stopping leaves no process behind, not even one that does not listen", async () => {
  const heard = supervise(`
    process.send({ kind: "status", bed: "7", state: "running", detail: String(process.pid), progress: null });
    process.on("disconnect", () => undefined); process.on("SIGTERM", () => undefined);
    setInterval(() => undefined, 1000);`);
  await vi.waitFor(() => expect(states(heard)).toEqual(["running"]), 5000);
  const pid = bed?.pid ?? 0;
  expect(alive(pid)).toBe(true);
  await bed?.stop();
  expect(alive(pid)).toBe(false);
});

test("a bed that is stopped is not heard any more, though it goes on talking until it ends", async () => {
  const heard = supervise(
    TALKING.replace("process.exit(0)", "setTimeout(() => process.exit(0), 300)") +
      `setInterval(() => process.connected && say({ kind: "vitals", vitals: { tMs: 2000 } }), 1);`,
  );
  await vi.waitFor(() => expect(heard.length).toBeGreaterThan(20), { timeout: 20_000 });
  const ended = bed?.stop();
  const before = heard.length;
  await ended;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(heard).toHaveLength(before);
});

test("every process that a bed is given is told first what the station has to tell", async () => {
  const heard = supervise(
    `${TALKING} process.on("message", (told) => say({ kind: "status", state: told.kind, detail: "", progress: null }));
    setInterval(() => say({ kind: "vitals", vitals: {} }), 100);`,
    {},
    () => [{ kind: "confirm-patient" }],
  );
  await vi.waitFor(() => expect(states(heard)).toEqual(["running", "confirm-patient"]), 5000);
  process.kill(bed?.pid ?? 0, "SIGKILL");
  const twice = ["running", "confirm-patient", "restarting", "running", "confirm-patient"];
  await vi.waitFor(() => expect(states(heard)).toEqual(twice), 5000);
});
