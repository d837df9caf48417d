import { existsSync, readFileSync, statSync } from "node:fs";
import { availableParallelism, cpus, freemem, totalmem } from "node:os";
import { join } from "node:path";

import { checkCache, checkCores, checkMemory, checkNode } from "./doctor-box.ts";
import { checkBuild } from "./doctor-build.ts";
import { checkCameras, listVideoDevices } from "./doctor-cameras.ts";
import { checkClock, checkClockSteps, checkClockSync } from "./doctor-clock.ts";
import { type Check, examine, type Finding } from "./doctor-finding.ts";
import { checkPackages } from "./doctor-packages.ts";
import { checkPort } from "./doctor-port.ts";
import { checkHistory, type ExaminedStation } from "./doctor-station.ts";
import { dataDirectory } from "./history-place.ts";
import { packageRoot } from "./package-root.ts";

/** Examines the box, one finding after the other. Packages with binaries are loaded inside their check: one that does not load is a finding. */
export async function* examineBox(station: ExaminedStation, cacheDir: string): AsyncGenerator<Finding> {
  const root = packageRoot();
  for (const check of boxChecks(root, cacheDir)) yield examine(check);
  for (const verdict of await checkCameras(listVideoDevices())) yield { check: "camera", ...verdict };
  for (const check of stationChecks(root, station)) yield examine(check);
}

function boxChecks(root: string, cacheDir: string): Check[] {
  const reinstall = `run npm ci in ${root}`;
  const cores = availableParallelism();
  return [
    {
      name: "node",
      remedy: reinstall,
      run() {
        const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
        return checkNode(process.versions.node, manifest.engines.node);
      },
    },
    { name: "packages", remedy: reinstall, run: () => checkPackages(root) },
    { name: "cores", remedy: reinstall, run: () => checkCores(cores, cpus()[0]?.model ?? "unknown") },
    { name: "memory", remedy: "look for what limits this process's memory", run: () => checkMemory(...memoryBytes()) },
    { name: "cache", remedy: "set AFAR_CACHE to a folder that is yours", run: () => checkCache(cacheDir) },
    { name: "codecs", remedy: reinstall, run: async () => (await import("./doctor-decoder.ts")).checkCodecs() },
    { name: "decoder", remedy: reinstall, run: async () => (await import("./doctor-decoder.ts")).checkDecoder() },
    {
      name: "face",
      remedy: reinstall,
      run: async () => (await import("./doctor-face.ts")).checkFaceModels(cacheDir),
    },
    {
      name: "inference",
      remedy: reinstall,
      run: async () => (await import("./doctor-face.ts")).checkInferenceSpeed(cacheDir, cores),
    },
  ];
}

function stationChecks(root: string, { verdict, port, history, receivers, access }: ExaminedStation): Check[] {
  const setClock = "set the clock, for example with timedatectl";
  return [
    {
      name: "clock",
      remedy: setClock,
      run() {
        const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
        return checkClock(Date.now(), installedMs(root), timeZone);
      },
    },
    { name: "time-sync", remedy: setClock, run: () => checkClockSync() },
    {
      name: "time-steps",
      remedy: setClock,
      run() {
        const watchedMs = performance.now();
        return checkClockSteps(Date.now() - performance.timeOrigin - watchedMs, watchedMs);
      },
    },
    { name: "build", remedy: "run npm run build", run: () => checkBuild(join(root, "dist")) },
    { name: "configuration", remedy: "see afar config check", run: () => verdict },
    {
      name: "history",
      remedy: "set AFAR_DATA to a folder that is yours",
      run: () => checkHistory(history, process.env),
    },
    ...receivers.map((receiver) => ({
      name: "receiver",
      remedy: "see afar config check",
      run: async () => (await import("./doctor-receivers.ts")).checkReceiver(receiver, process.env),
    })),
    {
      name: "access",
      remedy: "see afar config check",
      run: async () =>
        (await import("./doctor-access.ts")).checkAccess(access, dataDirectory(process.env), process.env, Date.now()),
    },
    { name: "port", remedy: "start the station with --port 0", run: () => checkPort(port, access.address) },
  ];
}

/** When the newest of what was installed or built was written. */
function installedMs(root: string): number {
  const paths = [join(root, "package.json"), join(root, "dist", "main.js")].filter((path) => existsSync(path));
  return Math.max(...paths.map((path) => statSync(path).mtimeMs));
}

/** Total and available; a limit on this process counts where it is lower than the box's. */
function memoryBytes(): [total: number, available: number] {
  const limit = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  const total = Math.min(totalmem(), limit);
  return [total, Math.min(freemem(), total)];
}
