import { type SensorNoise, srgbOfLinear } from "./optics.ts";
import { createRandom } from "./random.ts";
import type { Rgb } from "./scenario.ts";

/** Planes of one picture in YUV 4:2:0, BT.601, limited range; each packed without padding. */
export interface Planes {
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
}

/** Turns lines of light into lines of a picture. */
export interface Sensor {
  /**
   * Develops two neighbouring lines into the planes.
   *
   * @param upper,lower Float32Array [widthPx, 3]: linear light of the scene.
   * @param gains of the upper and the lower line: what their light is multiplied by, per channel.
   * @param amplification the part of the gains that electronics do, per channel: it multiplies the noise too.
   * @param frame,y which picture and which even line: they choose the noise.
   */
  develop(
    planes: Planes,
    upper: Float32Array,
    lower: Float32Array,
    gains: readonly [Rgb, Rgb],
    amplification: Rgb,
    frame: number,
    y: number,
  ): void;
}

const GAMMA_STEPS = 8192;
const NOISE_SAMPLES = 1 << 20;

/**
 * @param columnGain Float32Array [widthPx]: light that falls on each column.
 * @param mono a sensor without colour filters: each pixel takes in all light, and has one noise.
 */
export function createSensor(
  widthPx: number,
  noise: SensorNoise,
  columnGain: Float32Array,
  seed: number,
  mono: boolean,
): Sensor {
  const gamma = Float32Array.from({ length: GAMMA_STEPS + 1 }, (_, i) => srgbOfLinear(i / GAMMA_STEPS));
  const grain = gaussianTable(seed, 3 * widthPx);
  // Gamma-coded red, green and blue of two pixels side by side, summed: what chroma is made of.
  const pairs = new Float32Array(3 * (widthPx >> 1));

  /** Writes a line's luma and adds its pairs. */
  function expose(
    luma: Uint8Array,
    at: number,
    line: Float32Array,
    gain: Rgb,
    amplification: Rgb,
    start: number,
  ): void {
    const [gainR, gainG, gainB] = gain;
    const [shotR, shotG, shotB] = amplification.map((a) => noise.shotPerLight * a);
    const [readR, readG, readB] = amplification.map((a) => noise.readVariance * a * a);
    for (let x = 0, i = 0, pair = 0; x < widthPx; x++, i += 3) {
      const falls = columnGain[x];
      const lightR = line[i] * gainR * falls;
      const lightG = line[i + 1] * gainG * falls;
      const lightB = line[i + 2] * gainB * falls;
      const grainAt = start + i;
      const r = coded(lightR + Math.sqrt(shotR * lightR + readR) * grain[grainAt]);
      const g = coded(lightG + Math.sqrt(shotG * lightG + readG) * grain[grainAt + 1]);
      const b = coded(lightB + Math.sqrt(shotB * lightB + readB) * grain[grainAt + 2]);
      luma[at + x] = 16.5 + 0.256788 * r + 0.504129 * g + 0.097906 * b;
      pairs[pair] += r;
      pairs[pair + 1] += g;
      pairs[pair + 2] += b;
      pair += 3 * (x & 1);
    }
  }

  /** Writes a line of a sensor without colour filters. */
  function exposeGrey(
    luma: Uint8Array,
    at: number,
    line: Float32Array,
    gain: Rgb,
    [, amplification]: Rgb,
    start: number,
  ) {
    const shot = noise.shotPerLight * amplification;
    const read = noise.readVariance * amplification * amplification;
    for (let x = 0, i = 0; x < widthPx; x++, i += 3) {
      const seen = 0.2126 * line[i] * gain[0] + 0.7152 * line[i + 1] * gain[1] + 0.0722 * line[i + 2] * gain[2];
      const light = seen * columnGain[x];
      luma[at + x] = 16.5 + (219 / 255) * coded(light + Math.sqrt(shot * light + read) * grain[start + i]);
    }
  }

  function coded(light: number): number {
    const at = (light * GAMMA_STEPS + 0.5) | 0;
    return gamma[at < 0 ? 0 : Math.min(at, GAMMA_STEPS)];
  }

  return {
    develop(planes, upper, lower, gains, amplification, frame, y) {
      if (mono) {
        exposeGrey(planes.y, y * widthPx, upper, gains[0], amplification, grainStart(seed, frame, y));
        exposeGrey(planes.y, (y + 1) * widthPx, lower, gains[1], amplification, grainStart(seed, frame, y + 1));
        planes.u.fill(128, (y >> 1) * (widthPx >> 1), ((y >> 1) + 1) * (widthPx >> 1));
        planes.v.fill(128, (y >> 1) * (widthPx >> 1), ((y >> 1) + 1) * (widthPx >> 1));
        return;
      }
      pairs.fill(0);
      expose(planes.y, y * widthPx, upper, gains[0], amplification, grainStart(seed, frame, y));
      expose(planes.y, (y + 1) * widthPx, lower, gains[1], amplification, grainStart(seed, frame, y + 1));
      let at = (y >> 1) * (widthPx >> 1);
      for (let pair = 0; pair < pairs.length; pair += 3, at++) {
        const r = 0.25 * pairs[pair];
        const g = 0.25 * pairs[pair + 1];
        const b = 0.25 * pairs[pair + 2];
        planes.u[at] = 128.5 - 0.148223 * r - 0.290993 * g + 0.439216 * b;
        planes.v[at] = 128.5 + 0.439216 * r - 0.367788 * g - 0.071427 * b;
      }
    },
  };
}

/** Gaussian samples of mean 0; the first `overlap` follow the last again, so that a line may start anywhere. */
function gaussianTable(seed: number, overlap: number): Float32Array {
  const random = createRandom(seed, "grain");
  const table = new Float32Array(NOISE_SAMPLES + overlap);
  let sum = 0;
  for (let i = 0; i < NOISE_SAMPLES; i++) {
    table[i] = random.gaussian();
    sum += table[i];
  }
  const mean = sum / NOISE_SAMPLES;
  for (let i = 0; i < NOISE_SAMPLES; i++) table[i] -= mean;
  table.copyWithin(NOISE_SAMPLES, 0, overlap);
  return table;
}

/** Where in the table a line's noise starts: a hash of seed, picture and line (the finisher of MurmurHash3). */
function grainStart(seed: number, frame: number, y: number): number {
  let h = (seed ^ Math.imul(frame + 1, 0x9e3779b1) ^ Math.imul(y + 1, 0x85ebca77)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) & (NOISE_SAMPLES - 1);
}
