import { hannWindow } from "../dsp/hann-window.ts";

/**
 * Power of a stretch of a waveform at any rate in /min, under a Hann window; in the wave's unit squared times samples squared.
 * Tapers the stretch once, into an array of its own.
 */
export function planLinePower(wave: Float64Array, fsHz: number): (ratePerMin: number) => number {
  const taper = hannWindow(wave.length);
  const tapered = wave.map((value, i) => taper[i] * value);
  return (ratePerMin) => {
    const step = (2 * Math.PI * ratePerMin) / 60 / fsHz;
    let re = 0;
    let im = 0;
    for (let i = 0; i < tapered.length; i++) {
      re += tapered[i] * Math.cos(step * i);
      im -= tapered[i] * Math.sin(step * i);
    }
    return re * re + im * im;
  };
}
