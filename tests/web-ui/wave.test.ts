import fc from "fast-check";
import { expect, test } from "vitest";

import { wave } from "../stream/synthetic-bed.ts";
import { Gain } from "../../web-ui/src/wave/gain.ts";
import { LONGEST_LAG_MS, Playhead } from "../../web-ui/src/wave/playhead.ts";
import { columnAt, oldestVisible, placeOf, placesOf, sweepOf, timeOf } from "../../web-ui/src/wave/sweep.ts";
import { PULSE_TAPE, RESPIRATION_TAPE, WaveTape } from "../../web-ui/src/wave/wave-tape.ts";

/** As CSS has it. */
const PX_PER_MM = 96 / 25.4;

function line(tMs: number, samples: number[] | null, stepMs = 50, spanMs = (samples?.length ?? 2) * stepMs) {
  return { ...wave("1", tMs, spanMs, null, "motion"), samples, stepMs };
}

test.each([
  [25, 250],
  [6.25, 62.5],
])("at %d mm/s ten seconds sweep %d mm at 96 pixels to the inch, on any screen density", (mmPerS, mm) => {
  for (const ratio of [1, 1.5, 2]) {
    const sweep = sweepOf(800, ratio, mmPerS * PX_PER_MM);
    expect(Math.abs(columnAt(sweep, 10_000) / ratio - mm * PX_PER_MM)).toBeLessThanOrEqual(1);
    expect(sweep.widthPx).toBe(800 * ratio);
  }
});

test("the places of columns tile the canvas: every column once, in order, inside", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(100_000), fc.nat(499), (width, from, more) => {
      const sweep = { widthPx: width, pxPerMs: 0.1, barPx: 5 };
      const to = from + (more % width);
      const covered = placesOf(sweep, from, to).flatMap(([x, w]) => Array.from({ length: w }, (_, i) => x + i));
      const wanted = Array.from({ length: to - from + 1 }, (_, i) => placeOf(sweep, from + i));
      expect(covered).toEqual(wanted);
      expect(Math.max(...covered)).toBeLessThan(width);
    }),
  );
});

test("a screen that is drawn anew leaves the erase bar free", () => {
  const sweep = sweepOf(800, 1, 25);
  const column = 12_345;
  expect(column - oldestVisible(sweep, column) + 1).toBe(800 - sweep.barPx);
});

test("a column's time lies in that column", () => {
  fc.assert(
    fc.property(fc.nat(10_000_000), (column) => {
      const sweep = sweepOf(800, 1.25, 25);
      expect(columnAt(sweep, timeOf(sweep, column) + 1e-3)).toBe(column);
    }),
  );
});

test("the tape is a line through its samples, also from one stretch to the next", () => {
  const tape = new WaveTape(PULSE_TAPE);
  tape.push(line(0, [0, 1]), false);
  tape.push(line(100, [2, 3]), false);
  expect([0, 25, 50, 75, 100, 150].map((tMs) => tape.valueAt(tMs))).toEqual([0, 0.5, 1, 1.5, 2, 3]);
  expect(tape.valueAt(-1)).toBeNull();
  expect(tape.valueAt(151)).toBeNull();
});

test("silence and holes are no line", () => {
  const tape = new WaveTape(PULSE_TAPE);
  tape.push(line(0, [1, 1]), false);
  tape.push(line(100, null, 50, 200), false);
  tape.push(line(300, [1, 1]), false);
  tape.push(line(1000, [1, 1]), false);
  expect([150, 250, 600].map((tMs) => tape.valueAt(tMs))).toEqual([null, null, null]);
  expect([25, 325, 1025].map((tMs) => tape.valueAt(tMs))).toEqual([1, 1, 1]);
});

test("samples that arrive while no rate is shown never become a wave", () => {
  const tape = new WaveTape(PULSE_TAPE);
  tape.push(line(0, [5, 5, 5]), true);
  expect(tape.valueAt(50)).toBeNull();
  expect(tape.largest(0, 200)).toBeNull();
});

test("a source that begins anew drops the past and says so", () => {
  const tape = new WaveTape(PULSE_TAPE);
  tape.push(line(60_000, [1, 1]), false);
  const { epoch } = tape;
  tape.push(line(0, [2, 2]), false);
  expect(tape.epoch).not.toBe(epoch);
  expect(tape.endMs).toBe(50);
  expect(tape.valueAt(60_000)).toBeNull();
});

test("hours of wave keep the last 90 s and little more", () => {
  const tape = new WaveTape(PULSE_TAPE);
  for (let tMs = 0; tMs < 600_000; tMs += 100) tape.push(line(tMs, [1, 1]), false);
  expect(tape.valueAt(510_500)).toBe(1);
  expect(tape.valueAt(500_000)).toBeNull();
});

test("the breathing tape keeps a wide screen's sweep of six minutes, and joins samples five times a second", () => {
  const tape = new WaveTape(RESPIRATION_TAPE);
  for (let tMs = 0; tMs < 1_000_000; tMs += 200) tape.push(line(tMs, [1], 200), false);
  expect(tape.valueAt(640_100)).toBe(1);
  expect(tape.valueAt(590_000)).toBeNull();
});

test("the playhead runs evenly, never in front of the wave and never more than 250 ms behind, for stretches up to 250 ms", () => {
  fc.assert(
    fc.property(fc.constantFrom(33, 50, 100, 200, 250), fc.nat(60), (stretchMs, jitterMs) => {
      const playhead = new Playhead();
      let last = playhead.advance(16, 10_000);
      let known = 10_000;
      for (let nowMs = 16; nowMs < 20_000; nowMs += 16) {
        const late = (nowMs * 7919) % (jitterMs + 1);
        known = Math.max(known, 10_000 + Math.floor((nowMs - late) / stretchMs) * stretchMs);
        const at = playhead.advance(16, known);
        expect(at).toBeLessThanOrEqual(known);
        expect(known - at).toBeLessThanOrEqual(LONGEST_LAG_MS);
        expect(at).toBeGreaterThanOrEqual(last);
        if (nowMs > 5000 && stretchMs <= 100) expect(at - last).toBeLessThanOrEqual(16 * 1.2 + 1e-6);
        if (nowMs > 5000 && stretchMs <= 100) expect(at - last).toBeGreaterThan(0);
        last = at;
      }
    }),
    { numRuns: 40 },
  );
});

test("a wave that stops stops the sweep, and one from another place in time is gone to at once", () => {
  const playhead = new Playhead();
  playhead.advance(16, 10_000);
  for (let i = 0; i < 100; i += 1) playhead.advance(16, 10_000);
  expect(playhead.advance(16, 10_000)).toBe(10_000);
  expect(100_000 - playhead.advance(16, 100_000)).toBeLessThanOrEqual(LONGEST_LAG_MS);
  expect(playhead.advance(16, 500)).toBeLessThanOrEqual(500);
});

test("the gain makes room at once and zooms in only after six quiet seconds", () => {
  const gain = new Gain(6000);
  expect(gain.follow(1.7, 0)).toBe(2);
  expect(gain.follow(4, 100)).toBe(5);
  expect(gain.follow(1.5, 200)).toBe(5);
  expect(gain.follow(1.5, 6000)).toBe(5);
  expect(gain.follow(1.5, 6200)).toBe(2);
});

test("one stronger beat starts the wait for a larger picture anew, and silence keeps the scale", () => {
  const gain = new Gain(6000);
  gain.follow(4, 0);
  gain.follow(1, 1000);
  gain.follow(3, 6500);
  expect(gain.follow(1, 7500)).toBe(5);
  expect(gain.follow(null, 60_000)).toBe(5);
});

test("the wave never leaves its panel, and noise is not blown up", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 95, noNaN: true }), { minLength: 1 }), (sizes) => {
      const gain = new Gain(6000);
      for (const [i, size] of sizes.entries())
        expect(gain.follow(size, i * 1000)).toBeGreaterThanOrEqual(Math.max(size, 0.5));
    }),
  );
});
