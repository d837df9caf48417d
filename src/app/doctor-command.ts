import { readFileSync, statSync } from "node:fs";
import { availableParallelism, cpus, freemem, totalmem } from "node:os";
import { join } from "node:path";

import { cacheDirectory } from "../inference/model-cache.ts";

import { checkCache, checkClock, checkCores, checkMemory, checkNode, checkPort } from "./doctor-box.ts";
import { checkBuild } from "./doctor-build.ts";
import { type Check, examine, type Finding } from "./doctor-finding.ts";
import { packageRoot } from "./package-root.ts";

/** The port that a station takes when it is not told another. */
const STATION_PORT = 8080;

/** `afar doctor`: a line per check on standard output, exit 1 when something that is needed does not work. */
export async function doctor(options: { readonly json?: boolean }): Promise<void> {
  const findings: Finding[] = [];
  for (const check of checks()) {
    const finding = await examine(check);
    findings.push(finding);
    if (!options.json) process.stdout.write(lineOf(finding));
  }
  const faults = findings.filter(({ mark }) => mark === "wrong").length;
  if (options.json) process.stdout.write(`${JSON.stringify({ works: faults === 0, findings })}\n`);
  else process.stdout.write(`${conclusionOf(faults)}\n`);
  if (faults > 0) process.exitCode = 1;
}

/** Packages with binaries are loaded inside their check: one that does not load is a finding, not the end. */
function checks(): Check[] {
  const root = packageRoot();
  const cacheDir = cacheDirectory(process.env);
  const reinstall = `run npm ci in ${root}`;
  return [
    {
      name: "node",
      remedy: reinstall,
      run() {
        const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
        return checkNode(process.versions.node, manifest.engines.node);
      },
    },
    { name: "cores", remedy: reinstall, run: () => checkCores(availableParallelism(), cpus()[0]?.model ?? "unknown") },
    { name: "memory", remedy: "look for what limits this process's memory", run: () => checkMemory(...memoryBytes()) },
    {
      name: "clock",
      remedy: "set the time zone, for example with timedatectl set-timezone",
      run() {
        const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
        return checkClock(Date.now(), statSync(join(root, "package.json")).mtimeMs, timeZone);
      },
    },
    { name: "cache", remedy: "set AFAR_CACHE to a folder that is yours", run: () => checkCache(cacheDir) },
    {
      name: "decoder",
      remedy: reinstall,
      run: async () => (await import("./doctor-decoder.ts")).checkDecoder(),
    },
    {
      name: "face",
      remedy: reinstall,
      run: async () => (await import("./doctor-face.ts")).checkFaceModels(cacheDir),
    },
    {
      name: "inference",
      remedy: reinstall,
      run: async () => (await import("./doctor-face.ts")).checkInferenceSpeed(cacheDir),
    },
    { name: "build", remedy: "run npm run build", run: () => checkBuild(join(root, "dist")) },
    { name: "port", remedy: "start the station with --port 0", run: () => checkPort(STATION_PORT) },
  ];
}

/** Total and available; a limit on this process counts where it is lower than the box's. */
function memoryBytes(): [total: number, available: number] {
  const limit = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  const total = Math.min(totalmem(), limit);
  return [total, Math.min(freemem(), total)];
}

function lineOf({ check, mark, text, remedy }: Finding): string {
  const label = { ok: "ok   ", note: "note ", wrong: "WRONG" }[mark];
  return `${label}  ${check.padEnd(9)}  ${text}${remedy === null ? "" : `: ${remedy}`}\n`;
}

function conclusionOf(faults: number): string {
  if (faults === 0) return "All that Afar needs works here.";
  return faults === 1 ? "One thing must be mended." : `${faults} things must be mended.`;
}
