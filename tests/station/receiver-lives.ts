import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { afterAll, beforeAll } from "vitest";

import type { ReceiverChoice } from "../../src/wire/receiver-choice.ts";
import { type ConfiguredReceiver, receiverOf } from "../../src/app/configuration/receivers.ts";
import { STATION_BUNDLE } from "../../scripts/station-bundle.mjs";

import type { ReceiverStationPlan } from "./receiver-station.ts";

const ROOT = resolve(import.meta.dirname, "..", "..");

type Modules = Readonly<Record<"station" | "bed" | "thread", string>>;

/** Built modules of a station with receivers, in the package, which the station looks for above itself. */
export function receiverModules(): () => Modules {
  const folder = mkdtempSync(join(ROOT, "dist", "receiver-station-"));
  beforeAll(() =>
    build({
      entryPoints: {
        station: fileURLToPath(new URL("./receiver-station.ts", import.meta.url)),
        bed: fileURLToPath(new URL("./made-bed.ts", import.meta.url)),
        thread: join(ROOT, "src", "history", "sqlite-thread.ts"),
      },
      outdir: folder,
      ...STATION_BUNDLE,
    }),
  );
  afterAll(async () => {
    // Beds of the last station are still about to find out that it is gone.
    await new Promise((done) => setTimeout(done, 1000));
    rmSync(folder, { recursive: true, force: true });
  });
  const path = (name: string) => join(folder, `${name}.js`);
  return () => ({ station: path("station"), bed: path("bed"), thread: path("thread") });
}

/** A receiver as a configuration in this folder would have it. */
export function receiver(choice: ReceiverChoice, folder = ROOT): ConfiguredReceiver {
  return receiverOf(choice, folder);
}

export interface StationLife {
  readonly child: ChildProcess;
  /** Resolves when the station's page is there. */
  readonly port: Promise<number>;
  order(bed: string, order: unknown): Promise<void>;
  kill(): Promise<void>;
  /** As Ctrl-C does. */
  stop(): Promise<void>;
}

/** Starts a station; it need not live long enough to be heard of. */
export function startReceiverStation(
  modules: Modules,
  plan: Omit<ReceiverStationPlan, "threadModule" | "bedModule">,
): StationLife {
  const whole = { ...plan, threadModule: modules.thread, bedModule: modules.bed };
  const child = spawn(process.execPath, [modules.station, JSON.stringify(whole)], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const port = new Promise<number>((found) =>
    child.stdout.once("data", (line: Buffer) => found(Number(line.toString()))),
  );
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    child,
    port,
    async order(bed, asked) {
      const url = `http://127.0.0.1:${await port}/api/beds/${bed}/commands`;
      const headers = { "content-type": "application/json" };
      // The station may die at any moment.
      await fetch(url, { method: "POST", headers, body: JSON.stringify(asked) }).catch(() => undefined);
    },
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}
