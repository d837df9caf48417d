import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll } from "vitest";

import type { NetworkManifest } from "../../src/wire/network-manifest.ts";
import { encodeOnnx, type OnnxGraph } from "../../src/inference/onnx-graph.ts";

const SIDE = 4;
const PICTURE = [1, 1, SIDE, SIDE, 3];

/** A network on disk and what a site would write of it. */
export interface MadeNetwork {
  readonly folder: string;
  readonly path: string;
  readonly manifestPath: string;
  readonly manifest: NetworkManifest;
}

/**
 * mean = the picture's mean; memory' = memory + mean * step; bvp = memory + mean: what comes out tells what came in, over how many
 * pictures, and at which time step.
 */
export const STATEFUL: OnnxGraph = {
  inputs: [
    { name: "picture", dims: PICTURE },
    { name: "memory", dims: [1, 1] },
    { name: "step", dims: [1] },
  ],
  outputs: [
    { name: "bvp", dims: [1, 1] },
    { name: "memory-out", dims: [1, 1] },
  ],
  nodes: [
    { op: "Reshape", inputs: ["picture", "flat-shape"], output: "flat" },
    { op: "ReduceMean", inputs: ["flat"], output: "mean", attributes: { axes: [1], keepdims: 1 } },
    { op: "Mul", inputs: ["mean", "step"], output: "grown" },
    { op: "Add", inputs: ["memory", "grown"], output: "memory-out" },
    { op: "Add", inputs: ["memory", "mean"], output: "bvp" },
  ],
  constants: [{ name: "flat-shape", dims: [2], data: [1, SIDE * SIDE * 3] }],
};

export const FRAMES = 6;

/** The mean of each picture of a window. */
export const WINDOWED: OnnxGraph = {
  inputs: [{ name: "pictures", dims: [1, FRAMES, SIDE, SIDE, 3] }],
  outputs: [{ name: "wave", dims: [1, FRAMES] }],
  nodes: [
    { op: "Reshape", inputs: ["pictures", "flat-shape"], output: "flat" },
    { op: "ReduceMean", inputs: ["flat"], output: "wave", attributes: { axes: [2], keepdims: 0 } },
  ],
  constants: [{ name: "flat-shape", dims: [3], data: [1, FRAMES, SIDE * SIDE * 3] }],
};

/** bvp = the logarithm of minus the mean: no number for any picture. */
export const NOT_A_NUMBER: OnnxGraph = {
  ...STATEFUL,
  nodes: [
    ...STATEFUL.nodes.slice(0, 4),
    { op: "Neg", inputs: ["mean"], output: "negative" },
    { op: "Log", inputs: ["negative"], output: "bvp" },
  ],
};

/** Looks the picture's mean up as an index of a list of one: beyond it, which is from half of full brightness on, the run throws. */
export const THROWING: OnnxGraph = {
  ...STATEFUL,
  nodes: [
    ...STATEFUL.nodes.slice(0, 4),
    { op: "Add", inputs: ["mean", "mean"], output: "twice" },
    { op: "Floor", inputs: ["twice"], output: "whole" },
    { op: "Cast", inputs: ["whole"], output: "index", attributes: { to: 7 } },
    { op: "Gather", inputs: ["one", "index"], output: "picked", attributes: { axis: 0 } },
    { op: "Add", inputs: ["picked", "mean"], output: "bvp" },
  ],
  constants: [...STATEFUL.constants, { name: "one", dims: [1], data: Float32Array.of(0) }],
};

/** Multiplies large matrices so many times before it answers: a picture takes far longer than a moment. */
export function slowNetwork(rounds: number): OnnxGraph {
  const rounded = Array.from({ length: rounds }, (_, i) => [
    { op: "MatMul", inputs: [`m${i}`, `m${i}`], output: `p${i}` },
    { op: "Sigmoid", inputs: [`p${i}`], output: `m${i + 1}` },
  ]);
  return {
    ...STATEFUL,
    nodes: [
      ...STATEFUL.nodes.slice(0, 4),
      { op: "Expand", inputs: ["mean", "large"], output: "m0" },
      ...rounded.flat(),
      { op: "ReduceMean", inputs: [`m${rounds}`], output: "slow", attributes: { axes: [0, 1], keepdims: 1 } },
      { op: "Add", inputs: ["slow", "mean"], output: "bvp" },
    ],
    constants: [...STATEFUL.constants, { name: "large", dims: [2], data: [1024, 1024] }],
  };
}

export const STATEFUL_MANIFEST: Omit<NetworkManifest, "sha256"> = {
  name: "tiny",
  file: "tiny.onnx",
  licence: "Apache-2.0",
  source: "made by a test",
  kind: "frame",
  picture: { tensor: "picture", layout: "BTHWC", rows: SIDE, columns: SIDE, colours: "rgb" },
  crop: { around: "mesh", marginShare: 0 },
  output: { tensor: "bvp" },
  timeStep: { tensor: "step", dims: [1] },
  states: [{ input: "memory", output: "memory-out", dims: [1, 1] }],
  warmUpS: 0,
  lowestBpm: 40,
  highestBpm: 200,
  lowestHz: 10,
  highestHz: 30,
};

const { timeStep: _, states: __, ...rest } = STATEFUL_MANIFEST;
export const WINDOWED_MANIFEST: Omit<NetworkManifest, "sha256"> = {
  ...rest,
  kind: "window",
  window: { frames: FRAMES, hopFrames: 2 },
  picture: { ...rest.picture, tensor: "pictures" },
  output: { tensor: "wave" },
};

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Writes a network and its manifest into a folder of their own, removed after the tests. */
export function makeNetwork(graph: OnnxGraph, manifest: Omit<NetworkManifest, "sha256">): MadeNetwork {
  const folder = mkdtempSync(join(tmpdir(), "afar-network-"));
  folders.push(folder);
  const bytes = encodeOnnx(graph);
  const path = join(folder, manifest.file);
  const manifestPath = join(folder, "tiny.json");
  const whole = { ...manifest, sha256: createHash("sha256").update(bytes).digest("hex") };
  writeFileSync(path, bytes);
  writeFileSync(manifestPath, JSON.stringify(whole));
  return { folder, path, manifestPath, manifest: whole };
}

/** A picture of one brightness, 0..1. */
export function evenPicture(level: number): Float32Array {
  return new Float32Array(SIDE * SIDE * 3).fill(level);
}
