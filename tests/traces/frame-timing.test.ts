import fc from "fast-check";
import { expect, test } from "vitest";

import { planFrameTiming } from "../../src/traces/frame-timing.ts";

const frames = (count: number, rateHz: number, shape: (i: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, i) => ({ tMs: (i * 1000) / rateHz, keyframe: i === 0, ...shape(i) }));

function reading(given: readonly { tMs: number; keyframe: boolean }[]) {
  const timing = planFrameTiming();
  for (const frame of given) timing.push(frame);
  return timing.read(given[given.length - 1].tMs);
}

test("steady frames have their rate, miss none and do not stray", () => {
  fc.assert(
    fc.property(fc.double({ min: 5, max: 120, noNaN: true }), (rateHz) => {
      const read = reading(frames(Math.ceil(10 * rateHz), rateHz));
      expect(read?.rateHz).toBeCloseTo(rateHz, 6);
      expect(read?.dropShare).toBe(0);
      expect(read?.jitterMs).toBeCloseTo(0, 6);
    }),
  );
});

test("frames that do not come are counted, and leave the camera's own rate", () => {
  const read = reading(frames(300, 29.97).filter((_, i) => i % 10 !== 3));
  expect(read?.rateHz).toBeCloseTo(29.97, 3);
  expect(read?.dropShare).toBeCloseTo(0.1, 2);
});

test("frames that the bed left out are its own, and change neither the camera's rate nor what it lost", () => {
  const everyThird = frames(300, 30, (i) => ({ keyframe: i % 30 === 0, packetBytes: 1000, leftOutFrames: i ? 2 : 0 }));
  const read = reading(everyThird.filter((_, i) => i % 3 === 0));
  expect(read?.rateHz).toBeCloseTo(30, 6);
  expect(read?.usedRateHz).toBeCloseTo(10, 6);
  expect(read).toMatchObject({ dropShare: 0, leftOutShare: 2 / 3, keyframeEveryFrames: 30 });
  expect(read?.bitRateKbps).toBeCloseTo(240, 6);
});

test("whatever the camera lost and the bed left out, each is counted as its own", () => {
  const fate = fc.constantFrom("used", "used", "used", "lost", "left out");
  fc.assert(
    fc.property(fc.array(fate, { minLength: 200, maxLength: 290 }), (fates) => {
      const used: ReturnType<typeof frames> = [];
      let leftOutFrames = 0;
      for (const [i, frame] of frames(fates.length, 30).entries()) {
        const of = i === 0 || i === fates.length - 1 ? "used" : fates[i];
        if (of === "left out") leftOutFrames++;
        if (of !== "used") continue;
        used.push({ ...frame, ...(leftOutFrames > 0 && { leftOutFrames }) });
        leftOutFrames = 0;
      }
      const count = (of: string) => fates.slice(1, -1).filter((other) => other === of).length;
      const read = reading(used);
      expect(read?.rateHz).toBeCloseTo(30, 6);
      expect(read?.dropShare).toBeCloseTo(count("lost") / (fates.length - 1), 9);
      expect(read?.leftOutShare).toBeCloseTo(count("left out") / (fates.length - 1), 9);
    }),
  );
});

test("stamps of whole milliseconds still tell a rate to a hundredth, and stray by their rounding", () => {
  const rounded = frames(250, 24.97).map((frame) => ({ ...frame, tMs: Math.round(frame.tMs) }));
  const read = reading(rounded);
  expect(Math.abs((read?.rateHz ?? 0) - 24.97)).toBeLessThan(0.002);
  expect(read?.jitterMs).toBeCloseTo(1 / Math.sqrt(12), 1);
});

test("the rhythm of keyframes, the bit rate and the longest wait are told where the source tells them", () => {
  const read = reading(
    frames(300, 30, (i) => ({ keyframe: i % 25 === 0, packetBytes: 1000, lagMs: i === 280 ? 90 : 5 })),
  );
  expect(read?.keyframeEveryFrames).toBe(25);
  expect(read?.bitRateKbps).toBeCloseTo(240, 6);
  expect(read?.latencyMs).toBe(90);
});

test("what the source does not tell is null, and a codec of keyframes alone has no rhythm", () => {
  const read = reading(frames(300, 30, () => ({ keyframe: true })));
  expect(read).toMatchObject({ keyframeEveryFrames: null, bitRateKbps: null, latencyMs: null });
  expect(reading(frames(9, 30))).toBeNull();
});
