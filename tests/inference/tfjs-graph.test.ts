import { expect, test } from "vitest";

import { fromHalf, readTfjsGraph } from "../../src/inference/tfjs-graph.ts";

test.each([
  [0x0000, 0],
  [0x0001, 2 ** -24],
  [0x03ff, 1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3555, 0.333251953125],
  [0x3c00, 1],
  [0xc000, -2],
  [0x7bff, 65504],
  [0x7c00, Number.POSITIVE_INFINITY],
  [0xfc00, Number.NEGATIVE_INFINITY],
])("the half-precision bits %i are %d, as in IEEE 754", (bits, value) => {
  expect(fromHalf(bits)).toBe(value);
});

const JSON_TEXT = JSON.stringify({
  modelTopology: {
    node: [
      { name: "w", op: "Const" },
      { name: "x", op: "Placeholder", attr: { shape: { shape: { dim: [{ size: "-1" }, { size: "4" }] } } } },
      {
        name: "y",
        op: "MaxPool",
        input: ["x", "^x"],
        attr: { padding: { s: "U0FNRQ==" }, strides: { list: { i: ["1", "2", "3", "1"] } } },
      },
    ],
  },
  weightsManifest: [
    {
      weights: [
        { name: "w", shape: [2], dtype: "float32", quantization: { dtype: "float16" } },
        { name: "n", shape: [1], dtype: "int32" },
        { name: "f", shape: [1, 1], dtype: "float32" },
      ],
    },
  ],
});
const WEIGHTS = Uint8Array.from([0x00, 0x3c, 0x00, 0xc0, 0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x80, 0x3f]);

test("constants are de-quantised in the manifest's order", () => {
  const { constants } = readTfjsGraph(JSON_TEXT, WEIGHTS);
  expect(constants.get("w")).toEqual({ shape: [2], data: Float32Array.of(1, -2) });
  expect(constants.get("n")).toEqual({ shape: [1], data: Int32Array.of(-1) });
  expect(constants.get("f")).toEqual({ shape: [1, 1], data: Float32Array.of(1) });
});

test("nodes come without constants and control inputs, their attributes decoded", () => {
  const { nodes } = readTfjsGraph(JSON_TEXT, WEIGHTS);
  expect(nodes.map(({ name, inputs }) => [name, inputs])).toEqual([
    ["x", []],
    ["y", ["x"]],
  ]);
  expect(nodes[0].shape).toEqual([-1, 4]);
  expect(nodes[1]).toMatchObject({ padding: "SAME", strides: [1, 2, 3, 1] });
});

test("weights that are too short or too long are refused", () => {
  expect(() => readTfjsGraph(JSON_TEXT, WEIGHTS.subarray(0, 9))).toThrow(/end before f/);
  expect(() => readTfjsGraph(JSON_TEXT, Buffer.concat([WEIGHTS, WEIGHTS]))).toThrow(/24 bytes, not 12/);
});

test("an unknown quantisation is refused by name", () => {
  expect(() => readTfjsGraph(JSON_TEXT.replace("float16", "uint8"), WEIGHTS)).toThrow(/w are uint8/);
});
