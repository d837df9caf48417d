import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import { AfarError } from "../base/errors.ts";
import type { NetworkManifest } from "../wire/network-manifest.ts";
import { type ModelProcess, startModelProcess } from "../inference/model-process.ts";
import type { TensorFacts } from "../inference/runtime.ts";

import { planFrameNetwork } from "./frame-network.ts";
import { planWindowNetwork } from "./window-network.ts";

export interface CheckedNetwork {
  readonly model: ModelProcess;
  readonly manifest: NetworkManifest;
  /** Least time that a picture took on this machine, ms, whatever else it did: for a window its share of the run. */
  readonly costMs: number;
}

/** A run is given up after so long, ms: a hundred times what one takes. */
const RUN_LIMIT_MS = 3000;
const RUNS = 12;
/** A generator of Lehmer: noise that is the same at every start. */
const NOISE_FACTOR = 48_271;
const NOISE_MODULUS = 2 ** 31 - 1;

/**
 * Loads a network, holds it against its manifest and runs it on made pictures, measuring what one costs. Throws NETWORK_INVALID where
 * the file is missing or another one, where a tensor is missing or has another shape, and where an answer is none or does not come
 * within `limitMs`. The network's process is the caller's to end.
 */
export async function openNetwork(
  path: string,
  manifest: NetworkManifest,
  limitMs = RUN_LIMIT_MS,
): Promise<CheckedNetwork> {
  await checkSum(path, manifest);
  let model: ModelProcess;
  try {
    model = await startModelProcess(path, { states: manifest.states ?? [], limitMs });
  } catch (cause) {
    throw new AfarError("NETWORK_INVALID", `${path} cannot be loaded as an ONNX network: fetch it again.`, { cause });
  }
  try {
    checkTensors(path, model, manifest);
    return { model, manifest, costMs: await measure(model, manifest) };
  } catch (error) {
    model.release();
    if (error instanceof AfarError) throw error;
    const why = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, 200);
    throw new AfarError("NETWORK_INVALID", `${path} does not run as its manifest says: ${why}.`, { cause: error });
  }
}

/** Throws NETWORK_INVALID where the file is missing or its SHA-256 is another one than the manifest's. */
export async function checkSum(path: string, { sha256 }: NetworkManifest): Promise<void> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new AfarError("NETWORK_INVALID", `${path} cannot be read: add the network again.`, { cause });
  }
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found === sha256) return;
  const sentence = `${path} has SHA-256 ${found}, and the manifest expects ${sha256}: fetch the file that it was written for.`;
  throw new AfarError("NETWORK_INVALID", sentence);
}

function checkTensors(path: string, { inputs, outputs }: ModelProcess, manifest: NetworkManifest): void {
  const { picture, timeStep, states = [], output, window } = manifest;
  const lengths: Readonly<Record<string, number>> = {
    B: 1,
    T: window?.frames ?? 1,
    H: picture.rows,
    W: picture.columns,
    C: 3,
  };
  const pictureDims = [...picture.layout].map((axis) => lengths[axis]);
  const given = new Map<string, readonly number[]>([[picture.tensor, pictureDims]]);
  if (timeStep) given.set(timeStep.tensor, timeStep.dims);
  for (const state of states) given.set(state.input, state.dims);
  const refuse = (sentence: string) => {
    throw new AfarError("NETWORK_INVALID", `${path} is not what its manifest says: ${sentence}.`);
  };
  for (const [name, dims] of given) {
    const fact = inputs.find((input) => input.name === name);
    if (!fact) refuse(`it has no input ${name}`);
    else if (!isAlike(fact, dims)) refuse(`its input ${name} is ${shape(fact.dims)}, not ${shape(dims)}`);
  }
  for (const { name } of inputs) if (!given.has(name)) refuse(`the manifest does not say what its input ${name} takes`);
  const answered = [{ output: output.tensor, dims: null }, ...states] as const;
  for (const { output: name, dims } of answered) {
    const fact = outputs.find((each) => each.name === name);
    if (!fact) refuse(`it has no output ${name}`);
    else if (dims && !isAlike(fact, dims)) refuse(`its output ${name} is ${shape(fact.dims)}, not ${shape(dims)}`);
  }
}

/** Whether a tensor may have a shape; lengths that the file leaves open may be any. A single value may have any number of axes. */
function isAlike({ dims }: TensorFacts, wanted: readonly number[]): boolean {
  if (dims === null || (dims.length === 0 && wanted.every((dim) => dim === 1))) return true;
  const isOpen = (dim: number | string) => typeof dim === "string" || dim < 0;
  return dims.length === wanted.length && dims.every((dim, i) => isOpen(dim) || dim === wanted[i]);
}

function shape(dims: readonly (number | string)[] | null): string {
  return `[${dims?.join(", ") ?? "?"}]`;
}

/** Runs the network on pictures of noise, since a constant one is quicker than any other; throws where an answer is none. */
async function measure(model: ModelProcess, manifest: NetworkManifest): Promise<number> {
  const { picture, kind, window, highestHz } = manifest;
  const network = kind === "frame" ? planFrameNetwork(model, manifest) : planWindowNetwork(model, manifest);
  let noise = 1;
  const cells = new Float32Array(picture.rows * picture.columns * 3);
  const times: number[] = [];
  const pictures = window ? window.frames + 2 * window.hopFrames : RUNS;
  let answered = 0;
  for (let i = 0; i < pictures; i++) {
    for (let at = 0; at < cells.length; at++) {
      noise = (noise * NOISE_FACTOR) % NOISE_MODULUS;
      cells[at] = noise / NOISE_MODULUS;
    }
    const startMs = performance.now();
    const samples = await network.run((i * 1000) / highestHz, cells);
    if (samples.length > 0) times.push((performance.now() - startMs) / samples.length);
    answered += samples.length;
    if (samples.some(({ bvp }) => !Number.isFinite(bvp))) throw new Error("it answers with what is no number");
  }
  if (answered === 0) throw new Error("it gives no answer");
  return Math.min(...times);
}
