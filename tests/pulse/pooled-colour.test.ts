import { describe, expect, test } from "vitest";

import { pooledColour, roomColour } from "../../src/pulse/pooled-colour.ts";

import { type Rgb, SKIN, skinTraces } from "./skin-traces.ts";

/** Region 0 swings in red, region 1 in blue; region 2 stands still. One second, so that whole cycles leave the mean. */
const swing = (t: number) => 0.1 * Math.sin(2 * Math.PI * 2 * t);
const traces = skinTraces({
  seconds: 2,
  regions: 3,
  light: (t, region): Rgb => [region === 0 ? swing(t) : 0, 0, region === 1 ? swing(t) : 0],
  room: (t): Rgb => [0, swing(t), 0],
});
const N = 60;
const largest = (values: Float64Array) => values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
const swings = Float64Array.from({ length: N }, (_, i) => swing((i + 0.5) / 30));

describe("the pooled colour", () => {
  test("is the weighted mean of what each region does relative to its own mean", () => {
    const [r, g, b] = pooledColour(traces, [0, 1], Float64Array.of(0.7, 0.3), 0, N);
    // Frames joined by lines and averaged over cells lose 2 % of a swing at 2 Hz.
    expect(largest(r.map((value, i) => value - 1 - 0.7 * swings[i]))).toBeLessThan(0.002);
    expect(largest(g.map((value) => value - 1))).toBeLessThan(1e-9);
    expect(largest(b.map((value, i) => value - 1 - 0.3 * swings[i]))).toBeLessThan(0.002);
  });

  test("leaves out regions that are not named and does not know how bright skin is", () => {
    expect(SKIN[0]).not.toBe(SKIN[1]);
    for (const channel of pooledColour(traces, [2], Float64Array.of(1), 0, N)) {
      expect(largest(channel.map((value) => value - 1))).toBeLessThan(1e-9);
    }
  });
});

describe("the room's colour", () => {
  test("is relative to its own mean", () => {
    const [r, g] = roomColour(traces, 0, N)!;
    expect(largest(r.map((value) => value - 1))).toBeLessThan(1e-9);
    expect(largest(g.map((value, i) => value - 1 - swings[i]))).toBeLessThan(0.003);
  });

  test("is unknown where the room was not seen throughout", () => {
    expect(roomColour(skinTraces({ seconds: 2, regions: 1 }), 0, N)).toBeNull();
  });
});
