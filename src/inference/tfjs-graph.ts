/** A constant of the graph; `data` is row-major, de-quantised. */
export interface TfjsConstant {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

export interface TfjsNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  /** "SAME" or "VALID" where the operator has padding. */
  readonly padding?: string | undefined;
  /** Four numbers, NHWC. */
  readonly strides?: readonly number[] | undefined;
  readonly kernel?: readonly number[] | undefined;
  readonly dilations?: readonly number[] | undefined;
  /** What is fused behind a convolution, in order: BiasAdd, Relu, Prelu. */
  readonly fused?: readonly string[] | undefined;
  /** Shape of a placeholder; -1 where it is open. */
  readonly shape?: readonly number[] | undefined;
}

export interface TfjsGraph {
  /** In the file's order, constants left out. */
  readonly nodes: readonly TfjsNode[];
  readonly constants: ReadonlyMap<string, TfjsConstant>;
}

interface Attribute {
  s?: string;
  list?: { i?: string[]; s?: string[] };
  shape?: { dim: { size: string }[] };
}

interface WeightSpec {
  name: string;
  shape: number[];
  dtype: string;
  quantization?: { dtype: string };
}

interface ModelJson {
  modelTopology: { node: { name: string; op: string; input?: string[]; attr?: Record<string, Attribute> }[] };
  weightsManifest: { weights: WeightSpec[] }[];
}

/**
 * Reads a TensorFlow.js graph model.
 *
 * `json`: the model file's text. `weights`: the bytes of all its weight files, joined. float32, int32 and float16-quantised
 * weights are understood. Throws an Error where the files do not fit together. Source: the format of tfjs-converter.
 */
export function readTfjsGraph(json: string, weights: Uint8Array): TfjsGraph {
  const model = JSON.parse(json) as ModelJson;
  const constants = new Map<string, TfjsConstant>();
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength);
  let offset = 0;
  for (const spec of model.weightsManifest.flatMap((group) => group.weights)) {
    const length = spec.shape.reduce((product, dim) => product * dim, 1);
    const { data, bytes } = readWeights(view, offset, length, spec);
    constants.set(spec.name, { shape: spec.shape, data });
    offset += bytes;
  }
  if (offset !== weights.byteLength) throw new Error(`the weights have ${weights.byteLength} bytes, not ${offset}`);
  const nodes = model.modelTopology.node
    .filter((node) => node.op !== "Const")
    .map(({ name, op, input, attr = {} }) => ({
      name,
      op,
      inputs: (input ?? []).filter((source) => !source.startsWith("^")),
      padding: attr.padding?.s === undefined ? undefined : fromBase64(attr.padding.s),
      strides: integers(attr.strides),
      kernel: integers(attr.ksize),
      dilations: integers(attr.dilations),
      fused: attr.fused_ops?.list?.s?.map(fromBase64),
      shape: attr.shape?.shape?.dim.map((dim) => Number(dim.size)),
    }));
  return { nodes, constants };
}

function integers(attribute: Attribute | undefined): number[] | undefined {
  return attribute?.list?.i?.map(Number);
}

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}

function readWeights(view: DataView, offset: number, length: number, spec: WeightSpec) {
  const stored = spec.quantization?.dtype ?? spec.dtype;
  const width = stored === "float16" ? 2 : 4;
  if (offset + length * width > view.byteLength) throw new Error(`the weights end before ${spec.name}`);
  const bytes = length * width;
  if (stored === "int32") {
    return { bytes, data: Int32Array.from({ length }, (_, i) => view.getInt32(offset + i * 4, true)) };
  }
  if (stored === "float32") {
    return { bytes, data: Float32Array.from({ length }, (_, i) => view.getFloat32(offset + i * 4, true)) };
  }
  if (stored === "float16") {
    return { bytes, data: Float32Array.from({ length }, (_, i) => fromHalf(view.getUint16(offset + i * 2, true))) };
  }
  throw new Error(`the weights of ${spec.name} are ${stored}, which is not understood`);
}

/** The value of an IEEE 754 half-precision number given as its 16 bits. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
