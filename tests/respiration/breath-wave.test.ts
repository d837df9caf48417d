import { describe, expect, it } from "vitest";

import { planBreathWave } from "../../src/respiration/breath-wave.ts";

const FS_HZ = 10;

/** The wave of a sine of `rateBrpm`, 60 s of it. */
function waveOf(rateBrpm: number): number[] {
  const wave = planBreathWave();
  const at = (i: number) => Math.sin((2 * Math.PI * rateBrpm * i) / 60 / FS_HZ);
  return Array.from({ length: 600 }, (_, i) => wave.push(i === 0 ? 0 : at(i) - at(i - 1)));
}

/** Delay of a wave against the sine it was made of, s, from the phase of its last whole periods. */
function delayS(wave: readonly number[], rateBrpm: number): number {
  let inPhase = 0;
  let behind = 0;
  for (let i = 300; i < 600; i++) {
    const angle = (2 * Math.PI * rateBrpm * i) / 60 / FS_HZ;
    inPhase += wave[i] * Math.sin(angle);
    behind -= wave[i] * Math.cos(angle);
  }
  return (Math.atan2(behind, inPhase) / (2 * Math.PI)) * (60 / rateBrpm);
}

describe("planBreathWave", () => {
  it.each([4, 6, 10, 15, 30, 60])("is at most 250 ms late at %i /min", (rateBrpm) => {
    expect(delayS(waveOf(rateBrpm), rateBrpm)).toBeLessThan(0.25);
  });

  it.each([6, 15, 30, 60])("keeps four fifths of the height of breathing at %i /min", (rateBrpm) => {
    const last = waveOf(rateBrpm).slice(300);
    expect(Math.max(...last) - Math.min(...last)).toBeGreaterThan(1.6);
  });

  it("runs out to nothing within half a minute where nothing is seen", () => {
    const wave = planBreathWave();
    wave.push(1);
    let value = 1;
    for (let i = 0; i < 300; i++) value = wave.push(null);
    expect(Math.abs(value)).toBeLessThan(0.01);
  });

  it("tells the way that was moved, and for how long it has come to rest", () => {
    const wave = planBreathWave();
    for (let i = 0; i < 20; i++) wave.push(0.1);
    for (let i = 0; i < 40; i++) wave.push(0);
    // The first steps are smoothed.
    expect(Math.abs(wave.range(60) - 2)).toBeLessThan(0.1);
    expect(wave.range(20)).toBeLessThan(0.01);
    expect(Math.abs(wave.settledFor(0.05, 60) - 38)).toBeLessThanOrEqual(2);
  });
});
