import { expect, test } from "vitest";

import type { Beat } from "../../src/phantom/cardiac.ts";
import { type BeatWave, harmonicWave, naturalWave, nodWave } from "../../src/phantom/pulse-wave.ts";

import { sinusoid } from "./probe.ts";

function regular(intervalS: number, untilS = 60): Beat[] {
  return Array.from({ length: Math.ceil((untilS + 6) / intervalS) }, (_, i) => ({
    atS: (i - Math.ceil(6 / intervalS)) * intervalS,
    intervalS,
    size: 1,
  })).filter((beat) => beat.atS < untilS);
}

const sampled = (wave: BeatWave, fromS: number, toS: number, n: number) =>
  Array.from({ length: n }, (_, i) => wave(fromS + ((toS - fromS) * i) / n));

test.each([0.3, 0.5, 0.83, 1.4, 2])("at an interval of %f s the natural wave and the nod swing by 1", (intervalS) => {
  for (const wave of [naturalWave(regular(intervalS)), nodWave(regular(intervalS))]) {
    const values = sampled(wave, 10, 10 + intervalS, 500);
    expect(Math.max(...values) - Math.min(...values)).toBeCloseTo(1, 2);
  }
});

test("harmonics have the asked ratios and nothing else", () => {
  const intervalS = 60 / 44;
  const wave = harmonicWave([1, 0.7, 0.25], regular(intervalS));
  const n = 4096;
  const values = sampled(wave, 0, 8 * intervalS, n);
  const times = Array.from({ length: n }, (_, i) => (8 * intervalS * i) / n);
  const size = (k: number) => sinusoid(values, times, k / intervalS).size;
  expect(size(2) / size(1)).toBeCloseTo(0.7, 2);
  expect(size(3) / size(1)).toBeCloseTo(0.25, 2);
  expect(size(4) / size(1)).toBeLessThan(0.01);
  expect(Math.max(...values) - Math.min(...values)).toBeCloseTo(1, 2);
});

test("the harmonics of the natural wave are those of its Gaussians, in closed form", () => {
  const intervalS = 0.9;
  const stretch = Math.sqrt(intervalS);
  const bumps = [
    [1, 0.19, 0.07],
    [0.55, 0.33, 0.1],
    [0.28, 0.54, 0.1],
  ].map(([height, middle, width]) => ({ height, middle: middle * stretch, width: width * stretch }));
  // Fourier transform of a train of Gaussians: height * width * exp(-2 (pi f width)^2) at phase -2 pi f middle.
  const closed = (f: number) => {
    let re = 0;
    let im = 0;
    for (const { height, middle, width } of bumps) {
      const size = height * width * Math.exp(-2 * (Math.PI * f * width) ** 2);
      re += size * Math.cos(2 * Math.PI * f * middle);
      im -= size * Math.sin(2 * Math.PI * f * middle);
    }
    return Math.hypot(re, im);
  };
  const n = 2048;
  const values = sampled(naturalWave(regular(intervalS)), 0, 10 * intervalS, n);
  const times = Array.from({ length: n }, (_, i) => (10 * intervalS * i) / n);
  const first = sinusoid(values, times, 1 / intervalS).size;
  for (const k of [2, 3, 4]) {
    expect(sinusoid(values, times, k / intervalS).size / first).toBeCloseTo(
      closed(k / intervalS) / closed(1 / intervalS),
      4,
    );
  }
});

test("after the last beat every wave comes to rest at 0", () => {
  const beats = regular(0.8, 20);
  for (const wave of [naturalWave(beats), nodWave(beats), harmonicWave([1, 0.5], beats)]) {
    expect(wave(26)).toBeCloseTo(0, 6);
    expect(Math.max(...sampled(wave, 15, 19, 200).map(Math.abs))).toBeGreaterThan(0.5);
  }
});

test("no wave jumps, whatever the beats", () => {
  let atS = -6;
  const beats: Beat[] = [];
  for (let i = 0; atS < 30; i++) {
    const intervalS = 0.5 + 0.4 * Math.abs(Math.sin(i * 1.7));
    beats.push({ atS, intervalS, size: 1 });
    atS += intervalS;
  }
  for (const wave of [naturalWave(beats), nodWave(beats), harmonicWave([1, 0.5], beats)]) {
    const values = sampled(wave, 0, 25, 25_000);
    const steps = values.slice(1).map((value, i) => Math.abs(value - values[i]));
    expect(Math.max(...steps)).toBeLessThan(0.03);
  }
});
