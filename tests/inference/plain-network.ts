/** A picture or feature map as TensorFlow stores it: [height, width, channels] row-major. */
export interface Map3 {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: readonly number[];
}

function at(map: Map3, y: number, x: number, c: number): number | undefined {
  if (y < 0 || x < 0 || y >= map.height || x >= map.width) return undefined;
  return map.data[(y * map.width + x) * map.channels + c];
}

function build(
  height: number,
  width: number,
  channels: number,
  value: (y: number, x: number, c: number) => number,
): Map3 {
  const data: number[] = [];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) for (let c = 0; c < channels; c++) data.push(value(y, x, c));
  return { height, width, channels, data };
}

/**
 * TensorFlow's documented rule: VALID has ceil((n - k + 1) / s) outputs and starts at 0; SAME has ceil(n / s) and starts
 * at minus half of what is missing, rounded down.
 */
function axis(length: number, kernel: number, stride: number, padding: string) {
  if (padding === "VALID") return { count: Math.ceil((length - kernel + 1) / stride), start: 0 };
  const count = Math.ceil(length / stride);
  const missing = length % stride === 0 ? Math.max(kernel - stride, 0) : Math.max(kernel - (length % stride), 0);
  return { count, start: -Math.floor(missing / 2) };
}

interface Window {
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly stride: number;
  readonly padding: string;
}

/** `kernel`: [kernelHeight, kernelWidth, in, out]. */
export function convolve(map: Map3, kernel: readonly number[], bias: readonly number[], window: Window): Map3 {
  const { kernelHeight, kernelWidth, stride, padding } = window;
  const rows = axis(map.height, kernelHeight, stride, padding);
  const columns = axis(map.width, kernelWidth, stride, padding);
  return build(rows.count, columns.count, bias.length, (y, x, o) => {
    let sum = bias[o];
    for (let dy = 0; dy < kernelHeight; dy++)
      for (let dx = 0; dx < kernelWidth; dx++)
        for (let i = 0; i < map.channels; i++)
          sum +=
            (at(map, y * stride + rows.start + dy, x * stride + columns.start + dx, i) ?? 0) *
            kernel[((dy * kernelWidth + dx) * map.channels + i) * bias.length + o];
    return sum;
  });
}

/** `kernel`: [kernelHeight, kernelWidth, in, multiplier]. */
export function convolveDepthwise(map: Map3, kernel: readonly number[], multiplier: number, window: Window): Map3 {
  const { kernelHeight, kernelWidth, stride, padding } = window;
  const rows = axis(map.height, kernelHeight, stride, padding);
  const columns = axis(map.width, kernelWidth, stride, padding);
  return build(rows.count, columns.count, map.channels * multiplier, (y, x, o) => {
    const i = Math.floor(o / multiplier);
    let sum = 0;
    for (let dy = 0; dy < kernelHeight; dy++)
      for (let dx = 0; dx < kernelWidth; dx++)
        sum +=
          (at(map, y * stride + rows.start + dy, x * stride + columns.start + dx, i) ?? 0) *
          kernel[((dy * kernelWidth + dx) * map.channels + i) * multiplier + (o % multiplier)];
    return sum;
  });
}

export function maxPool(map: Map3, window: Window): Map3 {
  const { kernelHeight, kernelWidth, stride, padding } = window;
  const rows = axis(map.height, kernelHeight, stride, padding);
  const columns = axis(map.width, kernelWidth, stride, padding);
  return build(rows.count, columns.count, map.channels, (y, x, c) => {
    let most = Number.NEGATIVE_INFINITY;
    for (let dy = 0; dy < kernelHeight; dy++)
      for (let dx = 0; dx < kernelWidth; dx++)
        most = Math.max(most, at(map, y * stride + rows.start + dy, x * stride + columns.start + dx, c) ?? most);
    return most;
  });
}

export function prelu(map: Map3, slopes: readonly number[]): Map3 {
  return build(map.height, map.width, map.channels, (y, x, c) => {
    const value = at(map, y, x, c) ?? Number.NaN;
    return value < 0 ? value * slopes[c] : value;
  });
}

export function add(a: Map3, b: Map3): Map3 {
  return { ...a, data: a.data.map((value, i) => value + b.data[i]) };
}

export function padChannels(map: Map3, extra: number): Map3 {
  return build(map.height, map.width, map.channels + extra, (y, x, c) =>
    c < map.channels ? (at(map, y, x, c) ?? 0) : 0,
  );
}
