import type { Rgb } from "./scenario.ts";

/** Linear light 0..1 of an sRGB step 0..255 (IEC 61966-2-1). */
export function linearOfSrgb(step: number): number {
  const s = step / 255;
  return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
}

/** sRGB step 0..255, not rounded, of linear light; clipped to 0..1. */
export function srgbOfLinear(light: number): number {
  const l = Math.min(1, Math.max(0, light));
  return 255 * (l <= 0.0031308 ? 12.92 * l : 1.055 * l ** (1 / 2.4) - 0.055);
}

/** Steps of 255 for a unit of linear light at mid grey (18 %): derivative of srgbOfLinear there. */
export const STEPS_PER_LIGHT_AT_GREY = (255 * 1.055 * 0.18 ** (1 / 2.4 - 1)) / 2.4;

const GREY = 0.18;

/** Absorption of melanin at the camera's red, green and blue (610, 540, 460 nm) over green's: (540 / nm)^3.33, Jacques 2013. */
const MELANIN_SLOPE: Rgb = [(540 / 610) ** 3.33, 1, (540 / 460) ** 3.33];

/**
 * Share of the light inside the skin that an optical density of melanin lets out, per channel. It lies over the blood, so
 * the pulse in that light shrinks by the same share and the relative pulse of the inner light stays.
 */
export function melaninShare(density: number): Rgb {
  return [
    10 ** (-density * MELANIN_SLOPE[0]),
    10 ** (-density * MELANIN_SLOPE[1]),
    10 ** (-density * MELANIN_SLOPE[2]),
  ];
}

/** A sensor's noise in linear light: variance = shotPerLight * gain * light + readVariance * gain^2. */
export interface SensorNoise {
  readonly shotPerLight: number;
  readonly readVariance: number;
}

/**
 * @param steps standard deviation in steps of 255 at mid grey, gain 1.
 * @param readPercent share of that variance which the electronics add.
 */
export function sensorNoise(steps: number, readPercent: number): SensorNoise {
  const variance = (steps / STEPS_PER_LIGHT_AT_GREY) ** 2;
  return {
    shotPerLight: (variance * (1 - readPercent / 100)) / GREY,
    readVariance: (variance * readPercent) / 100,
  };
}

/** What is left of a ripple of `hz` in a picture exposed for `exposureMs`: |sinc|, 0 where whole periods fit. */
export function rippleThroughShutter(hz: number, exposureMs: number): number {
  const x = (Math.PI * hz * exposureMs) / 1000;
  return x === 0 ? 1 : Math.abs(Math.sin(x) / x);
}
