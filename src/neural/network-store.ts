import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { AfarError } from "../base/errors.ts";
import type { NetworkManifest } from "../wire/network-manifest.ts";

import { checkSum, openNetwork } from "./network-check.ts";
import { parseManifest } from "./network-manifest.ts";

const MANIFEST_FILE = "manifest.json";

/** A network that a site has added. */
export interface StoredNetwork {
  readonly manifest: NetworkManifest;
  /** Of the ONNX file. */
  readonly path: string;
}

/** The networks in a folder, by name; those whose manifest cannot be read are left out. */
export async function storedNetworks(folder: string): Promise<StoredNetwork[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(names.toSorted().map((name) => storedNetwork(folder, name).catch(() => null)));
  return found.filter((network) => network !== null);
}

/** Throws NETWORK_INVALID where there is none of this name, or its manifest has a fault. */
export async function storedNetwork(folder: string, name: string): Promise<StoredNetwork> {
  const path = join(folder, name, MANIFEST_FILE);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const sentence = `no network ${name} was added: afar model add FILE --manifest MANIFEST adds one.`;
    throw new AfarError("NETWORK_INVALID", sentence, { cause });
  }
  const manifest = parseManifest(text, path);
  return { manifest, path: join(folder, name, manifest.file) };
}

/**
 * Checks a network's file against its manifest, runs it once and keeps both under its name, in place of one of the same name. Returns
 * what a picture costs, ms. Throws NETWORK_INVALID, and keeps nothing then; DISK_FULL.
 */
export async function addNetwork(
  folder: string,
  file: string,
  manifestPath: string,
): Promise<{ manifest: NetworkManifest; costMs: number }> {
  let text: string;
  try {
    text = await readFile(manifestPath, "utf8");
  } catch (cause) {
    throw new AfarError("FILE_MISSING", `${manifestPath} cannot be read: give the network's manifest.`, { cause });
  }
  const manifest = parseManifest(text, manifestPath);
  await checkSum(file, manifest);
  const { model, costMs } = await openNetwork(file, manifest);
  model.release();
  const place = join(folder, manifest.name);
  const draft = `${place}.${process.pid}.tmp`;
  try {
    await mkdir(draft, { recursive: true });
    await copyFile(file, join(draft, manifest.file));
    await writeFile(join(draft, MANIFEST_FILE), text);
    await rm(place, { recursive: true, force: true });
    await rename(draft, place);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    const full = (cause as NodeJS.ErrnoException).code === "ENOSPC";
    const sentence = full ? "free some space on that disk" : "set AFAR_DATA to a folder that can";
    throw new AfarError(full ? "DISK_FULL" : "USAGE", `${place} cannot be written: ${sentence}.`, { cause });
  }
  return { manifest, costMs };
}

/** Throws NETWORK_INVALID where there is none of this name. */
export async function removeNetwork(folder: string, name: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  if (!names.includes(name))
    throw new AfarError("NETWORK_INVALID", `no network ${name} was added: see afar model list.`);
  await rm(join(folder, name), { recursive: true });
}
