import { ProtoMessage } from "./protobuf.ts";

/** Integer attributes only: the operators used here need no others. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

/** A constant: float32, or int64 given as plain integers. */
export interface OnnxConstant {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array | readonly number[];
}

export interface OnnxValue {
  readonly name: string;
  readonly dims: readonly number[];
}

export interface OnnxGraph {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
}

// Field numbers and enumerations of onnx.proto3, IR version 8.
const IR_VERSION = 8;
const OPSET = 17;
const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

/** The graph as the bytes of an ONNX model file (opset 17). Deterministic. Source: onnx.proto3 of the ONNX standard. */
export function encodeOnnx(graph: OnnxGraph): Uint8Array {
  const body = new ProtoMessage();
  for (const node of graph.nodes) body.bytes(1, encodeNode(node));
  body.bytes(2, "graph");
  for (const constant of graph.constants) body.bytes(5, encodeConstant(constant));
  for (const value of graph.inputs) body.bytes(11, encodeValue(value));
  for (const value of graph.outputs) body.bytes(12, encodeValue(value));
  return new ProtoMessage()
    .integer(1, IR_VERSION)
    .bytes(2, "afar")
    .bytes(7, body)
    .bytes(8, new ProtoMessage().bytes(1, "").integer(2, OPSET))
    .finish();
}

function encodeNode(node: OnnxNode): ProtoMessage {
  const message = new ProtoMessage();
  for (const input of node.inputs) message.bytes(1, input);
  message.bytes(2, node.output).bytes(3, node.output).bytes(4, node.op);
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    const attribute = new ProtoMessage().bytes(1, name);
    if (typeof value === "number") attribute.integer(3, value).integer(20, ATTRIBUTE_INT);
    else {
      for (const item of value) attribute.integer(8, item);
      attribute.integer(20, ATTRIBUTE_INTS);
    }
    message.bytes(5, attribute);
  }
  return message;
}

function encodeConstant(constant: OnnxConstant): ProtoMessage {
  const message = new ProtoMessage();
  for (const dim of constant.dims) message.integer(1, dim);
  const { data } = constant;
  const isFloat = data instanceof Float32Array;
  const bytes = Buffer.alloc(data.length * (isFloat ? 4 : 8));
  if (isFloat) for (let i = 0; i < data.length; i++) bytes.writeFloatLE(data[i], i * 4);
  else for (let i = 0; i < data.length; i++) bytes.writeBigInt64LE(BigInt(data[i]), i * 8);
  return message
    .integer(2, isFloat ? FLOAT : INT64)
    .bytes(8, constant.name)
    .bytes(9, bytes);
}

function encodeValue(value: OnnxValue): ProtoMessage {
  const shape = new ProtoMessage();
  for (const dim of value.dims) shape.bytes(1, new ProtoMessage().integer(1, dim));
  const tensor = new ProtoMessage().integer(1, FLOAT).bytes(2, shape);
  return new ProtoMessage().bytes(1, value.name).bytes(2, new ProtoMessage().bytes(1, tensor));
}
