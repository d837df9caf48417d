import type { OnnxConstant, OnnxGraph, OnnxNode, OnnxValue } from "./onnx-graph.ts";
import type { TfjsConstant, TfjsGraph, TfjsNode } from "./tfjs-graph.ts";

/**
 * Turns a TensorFlow.js graph into an ONNX graph.
 *
 * `outputs`: name of a node -> name of the ONNX output; what no output needs is left out. Four-dimensional values change
 * from NHWC to NCHW, the inputs among them; reshaped outputs keep the order of NHWC. Batch size 1. Throws an Error at an
 * operator or an attribute that is not understood.
 */
export function convertTfjs(graph: TfjsGraph, outputs: Readonly<Record<string, string>>): OnnxGraph {
  return new Conversion(graph).run(outputs);
}

class Conversion {
  private readonly nodes: OnnxNode[] = [];
  private readonly constants: OnnxConstant[] = [];
  private readonly inputs: OnnxValue[] = [];
  /** Shape of each value in ONNX's order. */
  private readonly shapes = new Map<string, readonly number[]>();

  constructor(private readonly graph: TfjsGraph) {}

  run(outputs: Readonly<Record<string, string>>): OnnxGraph {
    for (const node of neededNodes(this.graph, Object.keys(outputs))) this.convert(node);
    const values = Object.entries(outputs).map(([from, name]) => {
      this.emit("Identity", [from], name, this.shape(from));
      return { name, dims: this.shape(name) };
    });
    return { inputs: this.inputs, outputs: values, nodes: this.nodes, constants: this.constants };
  }

  private convert(node: TfjsNode): void {
    const [first, second] = node.inputs;
    switch (node.op) {
      case "Placeholder":
        this.placeholder(node);
        break;
      case "_FusedConv2D":
      case "Conv2D":
      case "DepthwiseConv2dNative":
        this.convolution(node);
        break;
      case "MaxPool":
        this.maxPool(node);
        break;
      case "Pad":
        this.pad(node);
        break;
      case "Reshape":
        this.reshape(node);
        break;
      case "AddV2":
        this.emit("Add", [first, second], node.name, this.shape(first));
        break;
      case "Prelu":
        this.prelu(first, this.constant(second), node.name);
        break;
      case "Relu":
      case "Sigmoid":
      case "Identity":
        this.emit(node.op, [first], node.name, this.shape(first));
        break;
      default:
        throw new Error(`operator ${node.op} is not understood`);
    }
  }

  private placeholder({ name, shape }: TfjsNode): void {
    if (shape?.length !== 4) throw new Error(`input ${name} is not a picture`);
    const [, height, width, channels] = shape;
    this.inputs.push({ name, dims: [1, channels, height, width] });
    this.shapes.set(name, [1, channels, height, width]);
  }

  private convolution(node: TfjsNode): void {
    const [input, kernelName, biasName, slopeName] = node.inputs;
    const [, inChannels, height, width] = this.shape(input);
    const kernel = this.constant(kernelName);
    const [kernelHeight, kernelWidth, , last] = kernel.shape;
    const depthwise = node.op === "DepthwiseConv2dNative";
    const outChannels = depthwise ? inChannels * last : last;
    const fused = node.fused ?? [];
    if (node.dilations?.some((dilation) => dilation !== 1)) throw new Error(`${node.name} is dilated`);
    if (fused.length > 0 && fused[0] !== "BiasAdd") throw new Error(`${node.name} fuses ${fused[0]}`);

    const weights = this.addConstant(
      `${node.name}/weights`,
      [outChannels, depthwise ? 1 : inChannels, kernelHeight, kernelWidth],
      depthwise ? depthwiseWeights(kernel) : convolutionWeights(kernel),
    );
    const bias =
      fused.length > 0 ? [this.addConstant(`${node.name}/bias`, [outChannels], floats(this.constant(biasName)))] : [];
    const rows = window(node, 1, height, kernelHeight);
    const columns = window(node, 2, width, kernelWidth);
    const activation = fused[1];
    const output = activation === undefined ? node.name : `${node.name}/linear`;
    this.emit("Conv", [input, weights, ...bias], output, [1, outChannels, rows.length, columns.length], {
      group: depthwise ? inChannels : 1,
      kernel_shape: [kernelHeight, kernelWidth],
      strides: [rows.stride, columns.stride],
      pads: [rows.before, columns.before, rows.after, columns.after],
    });
    if (activation === "Relu") this.emit("Relu", [output], node.name, this.shape(output));
    else if (activation === "Prelu") this.prelu(output, this.constant(slopeName), node.name);
    else if (activation !== undefined) throw new Error(`${node.name} fuses ${activation}`);
  }

  private maxPool(node: TfjsNode): void {
    const [, channels, height, width] = this.shape(node.inputs[0]);
    const [, kernelHeight, kernelWidth] = node.kernel ?? [];
    const rows = window(node, 1, height, kernelHeight);
    const columns = window(node, 2, width, kernelWidth);
    this.emit("MaxPool", [node.inputs[0]], node.name, [1, channels, rows.length, columns.length], {
      kernel_shape: [kernelHeight, kernelWidth],
      strides: [rows.stride, columns.stride],
      pads: [rows.before, columns.before, rows.after, columns.after],
    });
  }

  private pad(node: TfjsNode): void {
    const shape = this.shape(node.inputs[0]);
    const pads = this.constant(node.inputs[1]).data;
    const order = [0, 3, 1, 2];
    const before = order.map((axis) => pads[axis * 2]);
    const after = order.map((axis) => pads[axis * 2 + 1]);
    const name = `${node.name}/pads`;
    this.constants.push({ name, dims: [8], data: [...before, ...after] });
    const padded = shape.map((dim, axis) => dim + before[axis] + after[axis]);
    this.emit("Pad", [node.inputs[0], name], node.name, padded);
  }

  private reshape(node: TfjsNode): void {
    const [input] = node.inputs;
    const from = this.shape(input);
    const size = from.reduce((product, dim) => product * dim, 1);
    const wanted = [...this.constant(node.inputs[1]).data];
    const known = wanted.filter((dim) => dim !== -1).reduce((product, dim) => product * dim, 1);
    const dims = wanted.map((dim) => (dim === -1 ? size / known : dim));
    const name = `${node.name}/shape`;
    this.constants.push({ name, dims: [dims.length], data: dims });
    let source = input;
    if (from.length === 4) {
      source = `${node.name}/nhwc`;
      this.emit("Transpose", [input], source, [from[0], from[2], from[3], from[1]], { perm: [0, 2, 3, 1] });
    }
    this.emit("Reshape", [source, name], node.name, dims);
  }

  /**
   * slope * x + (1 - slope) * Relu(x), the factors as 1x1 depthwise convolutions: PRelu's values but for rounding, and
   * ONNX Runtime fuses these where PRelu makes it reorder every tensor (mesh 1.9 ms instead of 5.0).
   */
  private prelu(input: string, slope: TfjsConstant, output: string): void {
    const shape = this.shape(input);
    const channels = shape[1];
    if (slope.data.length !== channels) throw new Error(`${output} has no slope per channel`);
    const slopes = floats(slope);
    const linear = this.addConstant(`${output}/slope`, [channels, 1, 1, 1], slopes);
    const rest = this.addConstant(
      `${output}/rest`,
      [channels, 1, 1, 1],
      slopes.map((value) => 1 - value),
    );
    const attributes = { group: channels, kernel_shape: [1, 1] };
    this.emit("Conv", [input, linear], `${output}/scaled`, shape, attributes);
    this.emit("Relu", [input], `${output}/relu`, shape);
    this.emit("Conv", [`${output}/relu`, rest], `${output}/positive`, shape, attributes);
    this.emit("Add", [`${output}/positive`, `${output}/scaled`], output, shape);
  }

  private emit(
    op: string,
    inputs: readonly string[],
    output: string,
    shape: readonly number[],
    attributes: Readonly<Record<string, number | readonly number[]>> = {},
  ): void {
    this.nodes.push({ op, inputs, output, attributes });
    this.shapes.set(output, shape);
  }

  private addConstant(name: string, dims: readonly number[], data: Float32Array): string {
    this.constants.push({ name, dims, data });
    return name;
  }

  private constant(name: string): TfjsConstant {
    const constant = this.graph.constants.get(name);
    if (!constant) throw new Error(`constant ${name} is missing`);
    return constant;
  }

  private shape(name: string): readonly number[] {
    const shape = this.shapes.get(name);
    if (!shape) throw new Error(`value ${name} is missing`);
    return shape;
  }
}

/** The nodes that the named ones need, each after its inputs. */
function neededNodes(graph: TfjsGraph, names: readonly string[]): TfjsNode[] {
  const byName = new Map(graph.nodes.map((node) => [node.name, node]));
  const order = new Set<TfjsNode>();
  const visit = (name: string): void => {
    const node = byName.get(name);
    if (!node || order.has(node)) return;
    for (const input of node.inputs) visit(input);
    order.add(node);
  };
  for (const name of names) {
    if (!byName.has(name)) throw new Error(`output ${name} is missing`);
    visit(name);
  }
  return [...order];
}

/** Padding and output length along one axis; TensorFlow's SAME puts the odd sample behind. */
function window(node: TfjsNode, axis: number, length: number, kernel: number) {
  const stride = node.strides?.[axis] ?? 1;
  if (node.padding === "VALID")
    return { stride, before: 0, after: 0, length: Math.floor((length - kernel) / stride) + 1 };
  if (node.padding !== "SAME") throw new Error(`${node.name} has padding ${node.padding}`);
  const outLength = Math.ceil(length / stride);
  const total = Math.max((outLength - 1) * stride + kernel - length, 0);
  const before = Math.floor(total / 2);
  return { stride, before, after: total - before, length: outLength };
}

function floats(constant: TfjsConstant): Float32Array {
  return Float32Array.from(constant.data);
}

/** [height, width, in, out] -> [out, in, height, width]. */
function convolutionWeights({ shape: [height, width, inputs, outputs], data }: TfjsConstant): Float32Array {
  const out = new Float32Array(data.length);
  const area = height * width;
  for (let at = 0; at < area; at++)
    for (let i = 0; i < inputs; i++)
      for (let o = 0; o < outputs; o++) out[(o * inputs + i) * area + at] = data[(at * inputs + i) * outputs + o];
  return out;
}

/** [height, width, in, multiplier] -> [in * multiplier, 1, height, width]. */
function depthwiseWeights({ shape: [height, width, inputs, multiplier], data }: TfjsConstant): Float32Array {
  const out = new Float32Array(data.length);
  const area = height * width;
  const channels = inputs * multiplier;
  for (let at = 0; at < area; at++) for (let c = 0; c < channels; c++) out[c * area + at] = data[at * channels + c];
  return out;
}
