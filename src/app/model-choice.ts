import { join } from "node:path";

import { AfarError } from "../base/errors.ts";
import { meanToRgb } from "../regions/colour-matrix.ts";
import { openNetwork } from "../neural/network-check.ts";
import { type StoredNetwork, storedNetwork, storedNetworks } from "../neural/network-store.ts";
import { type NeuralWitness, planNeuralWitness, silentWitness } from "../neural/neural-witness.ts";

import { dataDirectory } from "./history-place.ts";

/** Folder of the networks that the site has added. */
export function networkFolder(env: NodeJS.ProcessEnv): string {
  return join(dataDirectory(env), "networks");
}

/** The network that a word means: `on` the only one there is, else the one of that name. Throws NETWORK_INVALID, USAGE. */
export async function chosenNetwork(word: string, env: NodeJS.ProcessEnv): Promise<StoredNetwork> {
  const folder = networkFolder(env);
  if (word !== "on") return storedNetwork(folder, word);
  const all = await storedNetworks(folder);
  if (all.length === 1) return all[0];
  const names = all.map(({ manifest }) => manifest.name).join(", ");
  if (all.length > 1) throw new AfarError("USAGE", `--network on could mean ${names}: name the one that is meant.`);
  throw new AfarError("NETWORK_INVALID", "no network was added: afar model add FILE --manifest MANIFEST adds one.");
}

/** Loads and checks a network and plans its witness. Throws NETWORK_INVALID. */
export async function loadWitness({ path, manifest }: StoredNetwork): Promise<NeuralWitness> {
  const { model } = await openNetwork(path, manifest);
  return planNeuralWitness(model, manifest, meanToRgb);
}

/** A live picture may cost so much of the time that there is for it: the rest of a bed needs the other part. */
const MOST_SHARE = 0.6;

/** The same for a bed: what does not work is noted, and the bed goes on without. */
export async function bedWitness(name: string, env: NodeJS.ProcessEnv): Promise<NeuralWitness> {
  try {
    const { path, manifest } = await storedNetwork(networkFolder(env), name);
    const { model, costMs } = await openNetwork(path, manifest);
    const thereMs = 1000 / manifest.highestHz;
    if (costMs <= MOST_SHARE * thereMs) return planNeuralWitness(model, manifest, meanToRgb);
    model.release();
    const cost = `a picture takes ${costMs.toFixed(0)} ms on this box`;
    return silentWitness(name, `left out: ${cost}, and there are ${(MOST_SHARE * thereMs).toFixed(0)}`);
  } catch (error) {
    if (!(error instanceof AfarError)) throw error;
    return silentWitness(name, `not started: ${error.message}`);
  }
}
