/** A picture's light out of focus: a Gaussian blur, made of three means over boxes (central limit theorem). */
export interface Defocus {
  /** Draws every line with `draw` and blurs the whole picture. Allocates nothing. */
  fill(draw: (line: Float32Array, y: number) => void): void;
  /** A line of the picture that was blurred last: Float32Array [widthPx, 3], overwritten by the next. */
  line(y: number): Float32Array;
}

/** @param sigmaPx standard deviation of the blur; beyond the edges the outermost pixels repeat. Allocates twice the picture. */
export function planDefocus(widthPx: number, heightPx: number, sigmaPx: number): Defocus {
  const light = new Float32Array(3 * widthPx * heightPx);
  const other = new Float32Array(3 * widthPx * heightPx);
  const radii = boxRadii(sigmaPx);
  const stride = 3 * widthPx;
  return {
    fill(draw) {
      for (let y = 0; y < heightPx; y++) draw(light.subarray(y * stride, (y + 1) * stride), y);
      for (const radius of radii) {
        boxMean(light, other, { lines: heightPx, lineStep: stride, count: widthPx, step: 3 }, radius);
        boxMean(other, light, { lines: widthPx, lineStep: 3, count: heightPx, step: stride }, radius);
      }
    },
    line: (y) => light.subarray(y * stride, (y + 1) * stride),
  };
}

/** Radii of three boxes whose variances, ((2r + 1)^2 - 1) / 12 each, sum to the Gaussian's as nearly as whole pixels can. */
export function boxRadii(sigmaPx: number): readonly [number, number, number] {
  const perBox = sigmaPx ** 2 / 3;
  const small = Math.floor((Math.sqrt(12 * perBox + 1) - 1) / 2);
  const variance = (radius: number) => (radius * (radius + 1)) / 3;
  const wide = Math.round((sigmaPx ** 2 - 3 * variance(small)) / (variance(small + 1) - variance(small)));
  const radius = (box: number) => small + (box < wide ? 1 : 0);
  return [radius(0), radius(1), radius(2)];
}

interface Axis {
  /** Lines along the axis, samples in each, and how far apart both lie in the array. */
  readonly lines: number;
  readonly lineStep: number;
  readonly count: number;
  readonly step: number;
}

function boxMean(from: Float32Array, to: Float32Array, { lines, lineStep, count, step }: Axis, radius: number): void {
  const scale = 1 / (2 * radius + 1);
  for (let line = 0; line < lines; line++) {
    for (let c = 0; c < 3; c++) {
      const at = line * lineStep + c;
      const sample = (i: number) => from[at + Math.min(Math.max(i, 0), count - 1) * step];
      let sum = 0;
      for (let i = -radius; i <= radius; i++) sum += sample(i);
      for (let i = 0; i < count; i++) {
        to[at + i * step] = sum * scale;
        sum += sample(i + radius + 1) - sample(i - radius);
      }
    }
  }
}
