import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { afterAll, expect, test } from "vitest";

import { encodeOnnx } from "../../src/inference/onnx-graph.ts";
import { loadModel } from "../../src/inference/runtime.ts";
import type { TfjsConstant, TfjsGraph, TfjsNode } from "../../src/inference/tfjs-graph.ts";
import { convertTfjs } from "../../src/inference/tfjs-to-onnx.ts";

import { add, convolve, convolveDepthwise, type Map3, maxPool, padChannels, prelu } from "./plain-network.ts";

const folder = mkdtempSync(join(tmpdir(), "afar-onnx-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Converts, runs and returns what the output "out" holds, its shape and its values. */
async function run(nodes: readonly TfjsNode[], constants: Record<string, TfjsConstant>, picture: Map3) {
  const { height, width, channels } = picture;
  const graph: TfjsGraph = {
    nodes: [{ name: "in", op: "Placeholder", inputs: [], shape: [-1, height, width, channels] }, ...nodes],
    constants: new Map(Object.entries(constants)),
  };
  const path = join(folder, "model.onnx");
  writeFileSync(path, encodeOnnx(convertTfjs(graph, { [nodes[nodes.length - 1].name]: "out" })));
  const model = await loadModel(path);
  const { out } = await model.run({ in: { data: toNchw(picture), dims: [1, channels, height, width] } });
  await model.release();
  return out;
}

function toNchw({ height, width, channels, data }: Map3): Float32Array {
  return Float32Array.from({ length: data.length }, (_, i) => {
    const c = Math.floor(i / (height * width));
    return data[(i % (height * width)) * channels + c];
  });
}

/** Repeatable values between -1 and 1 (a Weyl sequence), so that a failure can be looked at. */
function values(count: number, seed: number): number[] {
  return Array.from({ length: count }, (_, i) => 2 * (((i + 1) * 0.6180339887 + seed * 0.414213562) % 1) - 1);
}

function picture(height: number, width: number, channels: number): Map3 {
  return { height, width, channels, data: values(height * width * channels, 1) };
}

function constant(shape: readonly number[], data: readonly number[]): TfjsConstant {
  return { shape, data: Float32Array.from(data) };
}

function expectMap(out: { data: Float32Array; dims: readonly number[] }, wanted: Map3): void {
  expect(out.dims).toEqual([1, wanted.channels, wanted.height, wanted.width]);
  const plain = toNchw(wanted);
  for (let i = 0; i < plain.length; i++) expect(out.data[i]).toBeCloseTo(plain[i], 4);
}

const WINDOWS = fc.record({
  height: fc.integer({ min: 5, max: 9 }),
  width: fc.integer({ min: 5, max: 9 }),
  kernelHeight: fc.integer({ min: 1, max: 5 }),
  kernelWidth: fc.integer({ min: 1, max: 5 }),
  stride: fc.integer({ min: 1, max: 3 }),
  padding: fc.constantFrom("SAME", "VALID"),
});

test("a convolution with bias equals plain sums at every size, stride and padding", async () => {
  await fc.assert(
    fc.asyncProperty(WINDOWS, async ({ height, width, ...window }) => {
      const map = picture(height, width, 3);
      const kernel = values(window.kernelHeight * window.kernelWidth * 3 * 4, 2);
      const bias = values(4, 3);
      const { padding, stride } = window;
      const node = { name: "y", op: "_FusedConv2D", inputs: ["in", "k", "b"], padding, fused: ["BiasAdd"] };
      const constants = {
        k: constant([window.kernelHeight, window.kernelWidth, 3, 4], kernel),
        b: constant([4], bias),
      };
      expectMap(
        await run([{ ...node, strides: [1, stride, stride, 1] }], constants, map),
        convolve(map, kernel, bias, window),
      );
    }),
    { numRuns: 40 },
  );
});

test("a depthwise convolution equals plain sums, with one and with two outputs a channel", async () => {
  await fc.assert(
    fc.asyncProperty(WINDOWS, fc.integer({ min: 1, max: 2 }), async ({ height, width, ...window }, multiplier) => {
      const map = picture(height, width, 3);
      const kernel = values(window.kernelHeight * window.kernelWidth * 3 * multiplier, 2);
      const { padding, stride } = window;
      const node = { name: "y", op: "DepthwiseConv2dNative", inputs: ["in", "k"], padding };
      const constants = { k: constant([window.kernelHeight, window.kernelWidth, 3, multiplier], kernel) };
      const out = await run([{ ...node, strides: [1, stride, stride, 1] }], constants, map);
      expectMap(out, convolveDepthwise(map, kernel, multiplier, window));
    }),
    { numRuns: 40 },
  );
});

test("a pool takes the largest of each window and nothing of the padding", async () => {
  await fc.assert(
    fc.asyncProperty(WINDOWS, async ({ height, width, ...window }) => {
      const map = { ...picture(height, width, 2), data: values(height * width * 2, 1).map((value) => value - 2) };
      const { padding, stride } = window;
      const kernel = [1, window.kernelHeight, window.kernelWidth, 1];
      const node = { name: "y", op: "MaxPool", inputs: ["in"], padding, kernel, strides: [1, stride, stride, 1] };
      expectMap(await run([node], {}, map), maxPool(map, window));
    }),
    { numRuns: 40 },
  );
});

test("a PReLU equals its definition for slopes below 0, between 0 and 1 and above 1", async () => {
  const map = picture(4, 5, 4);
  const slopes = [-1.5, 0, 0.25, 1.75];
  const out = await run([{ name: "y", op: "Prelu", inputs: ["in", "s"] }], { s: constant([1, 1, 4], slopes) }, map);
  expectMap(out, prelu(map, slopes));
});

test("a block of convolution with PReLU, pool, channel padding and sum equals the plain network", async () => {
  const map = picture(7, 6, 2);
  const kernel = values(3 * 3 * 2 * 5, 2);
  const bias = values(5, 3);
  const slopes = values(5, 4);
  const same = { padding: "SAME", strides: [1, 2, 2, 1] };
  const nodes: TfjsNode[] = [
    { name: "c", op: "_FusedConv2D", inputs: ["in", "k", "b", "s"], fused: ["BiasAdd", "Prelu"], ...same },
    { name: "m", op: "MaxPool", inputs: ["in"], kernel: [1, 2, 2, 1], ...same },
    { name: "p", op: "Pad", inputs: ["m", "pads"] },
    { name: "y", op: "AddV2", inputs: ["c", "p"] },
  ];
  const constants = {
    k: constant([3, 3, 2, 5], kernel),
    b: constant([5], bias),
    s: constant([1, 1, 5], slopes),
    pads: { shape: [4, 2], data: Int32Array.of(0, 0, 0, 0, 0, 0, 0, 3) },
  };
  const window = { stride: 2, padding: "SAME" };
  const left = prelu(convolve(map, kernel, bias, { ...window, kernelHeight: 3, kernelWidth: 3 }), slopes);
  const right = padChannels(maxPool(map, { ...window, kernelHeight: 2, kernelWidth: 2 }), 3);
  expectMap(await run(nodes, constants, map), add(left, right));
});

test("a reshaped output keeps TensorFlow's order of rows, columns and channels", async () => {
  const map = picture(2, 3, 4);
  const shape = { shape: [3], data: Int32Array.of(1, -1, 2) };
  const out = await run([{ name: "y", op: "Reshape", inputs: ["in", "n"] }], { n: shape }, map);
  expect(out.dims).toEqual([1, 12, 2]);
  expect(out.data).toEqual(Float32Array.from(map.data));
});

test("what no output needs is left out", () => {
  const graph: TfjsGraph = {
    nodes: [
      { name: "in", op: "Placeholder", inputs: [], shape: [-1, 2, 2, 1] },
      { name: "unused", op: "Relu", inputs: ["in"] },
      { name: "y", op: "Sigmoid", inputs: ["in"] },
    ],
    constants: new Map(),
  };
  expect(convertTfjs(graph, { y: "out" }).nodes.map(({ op }) => op)).toEqual(["Sigmoid", "Identity"]);
});

test("an operator that is not understood is refused by name", () => {
  const graph: TfjsGraph = { nodes: [{ name: "y", op: "Softmax", inputs: [] }], constants: new Map() };
  expect(() => convertTfjs(graph, { y: "out" })).toThrow(/Softmax/);
});
