import { statSync } from "node:fs";

import { AfarError } from "../base/errors.ts";
import { openNetwork } from "../neural/network-check.ts";
import {
  addNetwork,
  removeNetwork,
  type StoredNetwork,
  storedNetwork,
  storedNetworks,
} from "../neural/network-store.ts";

import { networkFolder } from "./model-choice.ts";

/** `afar model add`: checks a network's file against its manifest and keeps both. */
export async function addModel(file: string, { manifest: path }: { readonly manifest: string }): Promise<void> {
  const { manifest, costMs } = await addNetwork(networkFolder(process.env), file, path);
  process.stdout.write(
    `${manifest.name} added (${manifest.licence}): ${costMs.toFixed(1)} ms a picture on this machine\n`,
  );
}

/** `afar model list`: what was added. */
export async function listModels({ json }: { readonly json?: boolean }): Promise<void> {
  const networks = await storedNetworks(networkFolder(process.env));
  if (json) {
    const rows = networks.map(({ manifest: { name, kind, licence, source, sha256 }, path }) => {
      return { name, kind, licence, source, sha256, bytes: sizeOf(path) };
    });
    process.stdout.write(`${JSON.stringify(rows)}\n`);
    return;
  }
  if (networks.length === 0) process.stdout.write("no network was added\n");
  for (const { manifest, path } of networks) {
    const bytes = sizeOf(path);
    const size = bytes === null ? "file missing" : `${(bytes / 1e6).toFixed(1)} MB`;
    process.stdout.write(`${manifest.name}  ${manifest.kind}  ${size}  ${manifest.licence}  ${manifest.source}\n`);
  }
}

/** `afar model verify`: holds one or all against their manifests and runs them. Throws NETWORK_INVALID after all were looked at. */
export async function verifyModels(name: string | undefined): Promise<void> {
  const folder = networkFolder(process.env);
  const networks = name === undefined ? await storedNetworks(folder) : [await storedNetwork(folder, name)];
  if (networks.length === 0) process.stdout.write("no network was added\n");
  let first: AfarError | null = null;
  for (const network of networks) {
    const fault = await faultOf(network);
    first ??= fault;
  }
  if (first) throw first;
}

/** `afar model remove`. */
export async function removeModel(name: string): Promise<void> {
  await removeNetwork(networkFolder(process.env), name);
  process.stdout.write(`${name} removed\n`);
}

async function faultOf({ path, manifest }: StoredNetwork): Promise<AfarError | null> {
  try {
    const { model, costMs } = await openNetwork(path, manifest);
    model.release();
    process.stdout.write(
      `${manifest.name} is as its manifest says: ${costMs.toFixed(1)} ms a picture on this machine\n`,
    );
    return null;
  } catch (error) {
    if (error instanceof AfarError) return error;
    throw error;
  }
}

/** null where there is no file. */
function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}
