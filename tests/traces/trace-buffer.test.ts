import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planUniform } from "../dsp/seeded-noise.ts";
import { sineAt } from "../dsp/sine-fit.ts";
import { planTraceBuffer, TRACE_RATE_HZ } from "../../src/traces/trace-buffer.ts";

import { readAll, sampleTimesMs, traceFrame, tracesOf } from "./made-trace-frames.ts";

const CELL_MS = 1000 / 30;
const regularTimes = (fps: number, seconds: number) =>
  Array.from({ length: Math.floor(fps * seconds) + 1 }, (_, i) => (i * 1000) / fps);
/** 0 and the sums of the first one, two, ... steps. */
function timesAfter(steps: readonly number[]): number[] {
  const times = [0];
  for (const step of steps) times.push(times[times.length - 1] + step);
  return times;
}
/** Frame times from steps of 1..300 ms: variable frame rate, drops and bursts. */
const irregularTimes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 40 }).map(timesAfter);
const number = fc.double({ min: -1, max: 1, noNaN: true });
const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
const validity = (traces: ReturnType<typeof tracesOf>, region = 0) =>
  Array.from({ length: traces.length }, (_, i) => traces.isValid(region, i));

describe("the uniform clock", () => {
  test("has a sample for each thirtieth of a second that has passed", () => {
    expect(planTraceBuffer(["a"], 16).fsHz).toBe(TRACE_RATE_HZ);
    fc.assert(
      fc.property(irregularTimes, (times) => {
        expect(tracesOf(times, () => 1).length).toBe(Math.floor((times[times.length - 1] * 3) / 100));
      }),
    );
  });

  test("reads a straight line exactly from frames at any times", () => {
    fc.assert(
      fc.property(irregularTimes, number, number, (times, offset, slope) => {
        const traces = tracesOf(times, (t) => 100 + offset + slope * t);
        const expected = sampleTimesMs(traces.length).map((t) => 100 + offset + slope * t);
        const worst = readAll(traces).reduce((max, value, i) => Math.max(max, Math.abs(value - expected[i])), 0);
        expect(worst).toBeLessThan(1e-8);
      }),
    );
  });

  test("weakens a sinusoid from 5 to 120 frames a second by what linear interpolation and averaging do, and moves it by nothing", () => {
    for (const fps of [5, 10, 15, 24, 25, 29.97, 30, 50, 60, 120]) {
      for (const hz of [0.7, 1.2, 2]) {
        const traces = tracesOf(regularTimes(fps, 30), (t) => 2 * Math.sin((2 * Math.PI * hz * t) / 1000 + 0.4));
        const { amplitude, phase } = sineAt(
          readAll(traces),
          sampleTimesMs(traces.length).map((t) => t / 1000),
          hz,
        );
        expect(amplitude, `${fps} fps, ${hz} Hz`).toBeCloseTo(2 * sinc(hz / 30) * sinc(hz / fps) ** 2, 3);
        expect(phase, `${fps} fps, ${hz} Hz`).toBeCloseTo(0.4, 3);
      }
    }
  });

  test("brings a pulse of 72 /min back from jittered and dropped frames", () => {
    const hz = 1.2;
    for (let seed = 1; seed <= 10; seed++) {
      const uniform = planUniform(seed);
      const times = regularTimes(25, 30)
        .map((t, i) => (i === 0 ? 0 : t + 18 * (uniform() - 0.5)))
        .filter((_, i) => i === 0 || uniform() > 0.15);
      const longest = times.reduce((most, t, i) => (i === 0 ? 0 : Math.max(most, t - times[i - 1])), 0);
      const traces = tracesOf(times, (t) => 100 + Math.sin((2 * Math.PI * hz * t) / 1000 + 1));
      const { amplitude, phase } = sineAt(
        readAll(traces),
        sampleTimesMs(traces.length).map((t) => t / 1000),
        hz,
      );
      expect(amplitude).toBeLessThan(sinc(hz / 30) + 0.002);
      expect(amplitude).toBeGreaterThan(sinc(hz / 30) * sinc((hz * longest) / 1000) ** 2);
      expect(Math.abs(phase - 1)).toBeLessThan(0.02);
      expect(traces.countValid(0, 0, traces.length)).toBe(traces.length);
    }
  });

  test("never rewrites a sample", () => {
    fc.assert(
      fc.property(irregularTimes, fc.array(number, { minLength: 41, maxLength: 41 }), (times, values) => {
        const traces = planTraceBuffer(["a"], 1024);
        let before: number[] = [];
        times.forEach((t, i) => {
          traces.push(traceFrame(t, [[values[i], values[i], values[i]]]));
          const now = [...readAll(traces)];
          expect(now.slice(0, before.length)).toEqual(before);
          before = now;
        });
      }),
      { numRuns: 30 },
    );
  });

  test("keeps the last `capacity` samples", () => {
    const traces = tracesOf(regularTimes(30, 10), (t) => t, 64);
    const out = new Float64Array(64);
    traces.readRegion(0, 2, traces.length - 64, traces.length, out);
    const expected = sampleTimesMs(traces.length).slice(-64);
    out.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 6);
    });
    expect(traces.countValid(0, traces.length - 64, traces.length)).toBe(64);
  });

  test("keeps regions, colours, room and head apart", () => {
    const traces = planTraceBuffer(["a", "b"], 32);
    for (const t of [0, 50, 100]) {
      traces.push(
        traceFrame(
          t,
          [
            [1, 2, 3],
            [4, 5, 6],
          ],
          { room: [7, 8, 9], head: { xPx: 10, yPx: 11, widthPx: 12 } },
        ),
      );
    }
    const one = new Float64Array(1);
    const read = (fill: (c: number) => void) =>
      [0, 1, 2].map((c) => {
        fill(c);
        return Math.round(one[0] * 1e9) / 1e9;
      });
    expect(traces.regions).toEqual(["a", "b"]);
    expect(read((c) => traces.readRegion(0, c, 1, 2, one))).toEqual([1, 2, 3]);
    expect(read((c) => traces.readRegion(1, c, 1, 2, one))).toEqual([4, 5, 6]);
    expect(read((c) => traces.readRoom(c, 1, 2, one))).toEqual([7, 8, 9]);
    expect(read((c) => traces.readHead(c, 1, 2, one))).toEqual([10, 11, 12]);
  });
});

describe("a sample is valid", () => {
  test("exactly where all frames around it are usable and at most 300 ms apart", () => {
    const steps = fc.array(fc.tuple(fc.constantFrom(10, 20, 40, 100, 250, 300, 301, 700), fc.boolean(), fc.boolean()), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, (all) => {
        const times = timesAfter(all.map(([step]) => step));
        const frames = times.map((t, i) => ({ t, on: i === 0 ? [true, true] : all[i - 1].slice(1) }));
        const traces = planTraceBuffer(["a", "b"], 1024);
        for (const { t, on } of frames)
          traces.push(
            traceFrame(
              t,
              on.map((usable) => (usable ? [1, 1, 1] : null)),
            ),
          );
        for (const region of [0, 1]) {
          const expected = Array.from({ length: traces.length }, (_, i) =>
            frames.slice(1).every(({ t, on }, k) => {
              const { t: start, on: onBefore } = frames[k];
              const overlapMs = Math.min(t, (i + 1) * CELL_MS) - Math.max(start, i * CELL_MS);
              return overlapMs < 1e-6 || (t - start <= 300 && on[region] && onBefore[region]);
            }),
          );
          expect(validity(traces, region)).toEqual(expected);
          expect(traces.countValid(region, 0, traces.length)).toBe(expected.filter((valid) => valid).length);
        }
      }),
    );
  });

  test("not before the first frame", () => {
    const traces = tracesOf([1000, 1050, 1100], () => 5);
    expect(validity(traces)).toEqual([...new Array(30).fill(false), true, true, true]);
  });

  test("for room and head where they are known throughout", () => {
    const head = { xPx: 1, yPx: 1, widthPx: 1 };
    const traces = planTraceBuffer(["a"], 64);
    regularTimes(30, 1).forEach((t, i) => {
      traces.push(traceFrame(t, [null], { room: i === 10 ? null : [1, 1, 1], head: i < 20 ? head : null }));
    });
    expect([traces.roomValid(0, 9), traces.roomValid(0, 10), traces.roomValid(8, 12)]).toEqual([true, false, false]);
    expect(traces.roomValid(11, 30)).toBe(true);
    expect([traces.headValid(0, 19), traces.headValid(0, 20)]).toEqual([true, false]);
    expect(traces.countValid(0, 0, 30)).toBe(0);
  });
});

describe("where a sample is not valid", () => {
  test("the last colour stands in, so that whoever reads across sees no step to black", () => {
    const traces = planTraceBuffer(["a"], 64);
    regularTimes(30, 1).forEach((t, i) => {
      const seen = i < 10 || i >= 14;
      traces.push(
        traceFrame(t, [seen ? [150, 110, 90] : null], {
          room: seen ? [60, 70, 80] : null,
          head: seen ? { xPx: 300, yPx: 200, widthPx: 150 } : null,
        }),
      );
    });
    expect(validity(traces).slice(8, 15)).toEqual([true, false, false, false, false, false, true]);
    const out = new Float64Array(traces.length);
    const constant = (value: number) => out.every((x) => Math.abs(x - value) < 1e-9);
    for (const [c, value] of [150, 110, 90].entries()) {
      traces.readRegion(0, c, 0, traces.length, out);
      expect(constant(value)).toBe(true);
    }
    traces.readRoom(2, 0, traces.length, out);
    expect(constant(80)).toBe(true);
    traces.readHead(0, 0, traces.length, out);
    expect(constant(300)).toBe(true);
  });
});

describe("the keyframes", () => {
  function withKeyframes(every: number, seconds: number) {
    const traces = planTraceBuffer(["a"], 1024);
    regularTimes(25, seconds).forEach((t, i) => {
      traces.push(traceFrame(t, [null], { keyframe: i % every === 0 }));
    });
    return traces;
  }

  test("are given with their times, start included and end not", () => {
    expect(withKeyframes(25, 4).keyframesMs(1000, 3000)).toEqual([1000, 2000]);
    expect(withKeyframes(25, 4).keyframesMs(1001, 3001)).toEqual([2000, 3000]);
    expect(withKeyframes(1000, 4).keyframesMs(100, 3000)).toEqual([]);
  });

  test("are no rhythm where every frame is one", () => {
    expect(withKeyframes(1, 4).keyframesMs(0, 4000)).toBeNull();
    expect(withKeyframes(3, 4).keyframesMs(0, 3000)).toHaveLength(25);
  });

  test("reach back at least as far as the samples do, at any time", () => {
    const capacity = 120;
    const traces = planTraceBuffer(["a"], capacity);
    for (let frame = 0; frame <= 60 * 25; frame++) {
      const tMs = frame * 40;
      traces.push(traceFrame(tMs, [null], { keyframe: frame % 10 === 0 }));
      const fromMs = Math.max(0, tMs - 4000);
      const expected: number[] = [];
      for (let t = Math.ceil(fromMs / 400) * 400; t < tMs; t += 400) expected.push(t);
      if (frame > 2) expect(traces.keyframesMs(fromMs, tMs)).toEqual(expected);
    }
  });
});
