import { readdirSync } from "node:fs";

import { expect } from "vitest";

import { BOX_CLOCK } from "../../src/frame/camera-clock.ts";
import type { CameraClock, CameraSource, CameraTurn } from "../../src/frame/camera-source.ts";
import type { Need } from "../left-out.ts";
import { testNeeding } from "../left-out.ts";

import { ownMemoryMb } from "./own-memory.ts";

/** A camera to hold against the contract of CameraSource. */
export interface Subject {
  readonly name: string;
  readonly need: Need;
  /** Starts what stands behind the camera. */
  start(): Promise<Stand>;
}

export interface Stand {
  /** A new camera on the clock; cameras are closed before `stop()`. */
  open(clock: CameraClock): Promise<CameraSource>;
  /** Between two frames of the source, ms. */
  readonly intervalMs: number;
  /** True where the source stamps its frames itself. */
  readonly stamped: boolean;
  stop(): Promise<void>;
}

/** A camera with a connection that can break. */
export interface LiveSubject extends Subject {
  start(): Promise<LiveStand>;
}

export interface LiveStand extends Stand {
  /** Breaks the connection and refuses new ones, until `mend()`. */
  readonly link: { cut(): void; mend(): void };
  /** A camera that takes the connection and never answers. */
  openDeaf(clock: CameraClock): Promise<CameraSource>;
}

export const ALWAYS: Need = { present: true, remedy: "" };

const FRAMES = 40;
const PATIENCE_MS = 60_000;

/** Time passes as on the box, but pauses are a fiftieth: reconnecting is tried often. */
export const HASTY_CLOCK: CameraClock = {
  nowMs: BOX_CLOCK.nowMs,
  sleep: (ms, signal) => BOX_CLOCK.sleep(ms / 50, signal),
};

function testerOf<S extends Stand>(subject: { name: string; need: Need; start(): Promise<S> }) {
  return (title: string, body: (stand: S) => Promise<void>) =>
    testNeeding(
      subject.need,
      `${subject.name}: ${title}`,
      async () => {
        const stand = await subject.start();
        try {
          await body(stand);
        } finally {
          await stand.stop();
        }
      },
      4 * PATIENCE_MS,
    );
}

/** Runs what every camera must keep to. */
export function holdToContract(subject: Subject): void {
  const test = testerOf(subject);

  test("time begins at 0 and rises, by the source's own stamps where it has them", async (stand) => {
    const camera = await stand.open(BOX_CLOCK);
    const turns = await turnsUntil(camera, (seen) => framesOf(seen).length >= FRAMES);
    await camera.close();
    const times = framesOf(turns).map(({ frame }) => frame.tMs);
    expect(times[0]).toBe(0);
    const steps = times.slice(1).map((tMs, i) => tMs - times[i]);
    for (const step of steps) expect(step).toBeGreaterThan(0);
    // Left-out pictures are whole intervals; jitter of the way, which is milliseconds here, must not show in stamps.
    const off = steps.map((step) =>
      Math.abs(step / stand.intervalMs - Math.max(1, Math.round(step / stand.intervalMs))),
    );
    if (stand.stamped) for (const share of off) expect(share).toBeLessThan(0.05);
    expect(turns.filter(({ kind }) => kind === "state").at(-1)).toMatchObject({ state: { state: "streaming" } });
  });

  test("it stops within a second, and then has nothing more to say", async (stand) => {
    const camera = await stand.open(BOX_CLOCK);
    await turnsUntil(camera, (seen) => framesOf(seen).length >= 3);
    const asked = camera.next();
    const startMs = performance.now();
    await camera.close();
    expect(performance.now() - startMs).toBeLessThan(1000);
    await asked;
    expect(await camera.next()).toBeNull();
    await camera.close();
  });
}

/** Runs what a camera with a connection must keep to beside that. */
export function holdLinkToContract(subject: LiveSubject, reconnections: number): void {
  const test = testerOf(subject);

  test("it stops within a second while nobody answers it", async (stand) => {
    const camera = await stand.openDeaf(BOX_CLOCK);
    const asked = [await camera.next(), camera.next()];
    await new Promise((done) => setTimeout(done, 300));
    const startMs = performance.now();
    await camera.close();
    expect(performance.now() - startMs).toBeLessThan(1000);
    expect(await asked[1]).toBeNull();
  });

  test("a break is told, passes as silence, and leaves a gap of its true length", async (stand) => {
    const { link } = stand;
    const camera = await stand.open(BOX_CLOCK);
    const before = await turnsUntil(camera, (seen) => framesOf(seen).length >= FRAMES);
    link.cut();
    const cutMs = performance.now();
    const during = await turnsUntil(
      camera,
      (seen) => performance.now() - cutMs > 1500 && statesOf(seen).includes("lost"),
    );
    link.mend();
    const after = await turnsUntil(camera, (seen) => framesOf(seen).length >= 5);
    const gapMs = performance.now() - cutMs;
    await camera.close();
    const all = [...before, ...during, ...after];
    expect(statesOf(all).slice(0, 3)).toEqual(["connecting", "streaming", "lost"]);
    expect(statesOf(after)).toContain("streaming");
    expect(during.filter(({ kind }) => kind === "silence").length).toBeGreaterThan(1);
    let reachedMs = -1;
    for (const turn of all) {
      const tMs = turn.kind === "frame" ? turn.frame.tMs : turn.kind === "silence" ? turn.tMs : null;
      if (tMs === null) continue;
      expect(tMs).toBeGreaterThan(reachedMs);
      reachedMs = tMs;
    }
    const last = framesOf([...before, ...during]).at(-1)?.frame.tMs ?? 0;
    const first = framesOf(after)[0].frame.tMs;
    expect(first - last).toBeGreaterThan(1400);
    expect(first - last).toBeLessThan(gapMs + 500);
  });

  test(`${reconnections} reconnections leave no file open and no memory behind`, async (stand) => {
    const { before, after } = await reconnect(await stand.open(HASTY_CLOCK), stand.link, reconnections);
    expect(after.files - before.files).toBeLessThanOrEqual(2);
    expect(after.ownMb - before.ownMb).toBeLessThan(24);
  });
}

/** What the process holds. */
export interface Usage {
  /** Descriptors that are open. */
  readonly files: number;
  /** Memory of its own. */
  readonly ownMb: number;
}

/** Breaks a camera's connection again and again; what was held after the first fifth and after the last. Closes the camera. */
export async function reconnect(
  camera: CameraSource,
  link: { cut(): void; mend(): void },
  times: number,
): Promise<{ before: Usage; after: Usage }> {
  const usage = (): Usage => ({ files: readdirSync("/proc/self/fd").length, ownMb: ownMemoryMb() });
  let before = usage();
  for (let n = 0; n <= times; n++) {
    await turnsUntil(camera, (seen) => framesOf(seen).length >= 2);
    if (n === Math.ceil(times / 5)) before = usage();
    if (n === times) break;
    link.cut();
    await turnsUntil(camera, (seen) => statesOf(seen).includes("lost"));
    link.mend();
  }
  const after = usage();
  await camera.close();
  return { before, after };
}

/** Turns until `enough` of them; fails where they end, or do not come in time. */
async function turnsUntil(
  camera: CameraSource,
  enough: (seen: readonly CameraTurn[]) => boolean,
): Promise<CameraTurn[]> {
  const seen: CameraTurn[] = [];
  const startMs = performance.now();
  while (!enough(seen)) {
    const turn = await camera.next();
    if (turn === null) throw new Error("the camera ended");
    seen.push(turn);
    if (performance.now() - startMs > PATIENCE_MS) {
      throw new Error(`not in time: ${JSON.stringify(seen.filter(({ kind }) => kind === "state"))}`);
    }
  }
  return seen;
}

function framesOf(turns: readonly CameraTurn[]) {
  return turns.filter((turn) => turn.kind === "frame");
}

function statesOf(turns: readonly CameraTurn[]): string[] {
  return turns.flatMap((turn) => (turn.kind === "state" ? [turn.state.state] : []));
}
