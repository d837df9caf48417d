import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { EFFORTS, planLoadShedding } from "../../src/bed/load-shedding.ts";

const FRAME_MS = 1000 / 30;

/** Runs seconds [from, to) of 30 frames each with a lag, and returns the effort's level after each frame. */
function run(
  shedding: ReturnType<typeof planLoadShedding>,
  fromS: number,
  toS: number,
  lagMs: (level: number) => number,
) {
  const levels: number[] = [];
  for (let i = fromS * 30; i < toS * 30; i++) {
    shedding.step(i * FRAME_MS, lagMs(EFFORTS.indexOf(shedding.effort)));
    levels.push(EFFORTS.indexOf(shedding.effort));
  }
  return levels;
}

describe("a live bed under load", () => {
  test("does everything while its frames are on time", () => {
    expect(run(planLoadShedding(), 0, 60, () => 5).every((level) => level === 0)).toBe(true);
  });

  test("forgives the first three seconds and a single slow frame", () => {
    const shedding = planLoadShedding();
    expect(run(shedding, 0, 3, () => 150).at(-1)).toBe(0);
    run(shedding, 3, 10, () => 0);
    shedding.step(10_000, 180);
    expect(run(shedding, 11, 12, () => 0).at(-1)).toBe(0);
  });

  test("leaves out mesh rate, then regions, then frames, each a second after the one before", () => {
    const shedding = planLoadShedding();
    run(shedding, 0, 4, () => 0);
    const levels = run(shedding, 4, 15, () => 120);
    expect([...new Set(levels)]).toEqual([0, 1, 2, 3, 4, 5]);
    const order = ["nothing", "mesh-rate", "regions", "frame-rate"];
    const shed = EFFORTS.map((effort) => order.indexOf(effort.shed));
    expect(shed).toEqual(shed.toSorted((a, b) => a - b));
  });

  test("with a learned network leaves that out first, and the rest as without one", () => {
    const shedding = planLoadShedding(true);
    expect(shedding.effort).toMatchObject({ network: true, shed: "nothing" });
    const shed: string[] = [];
    for (let i = 0; i < 15 * 30; i++) {
      shedding.step(i * FRAME_MS, i < 4 * 30 ? 0 : 120);
      const { effort } = shedding;
      if (shed.at(-1) !== effort.shed) shed.push(effort.shed);
      expect(effort.network).toBe(effort.shed === "nothing");
      if (effort.shed === "network") expect({ ...effort, network: true, shed: "nothing" }).toEqual(EFFORTS[0]);
    }
    expect(shed).toEqual(["nothing", "network", "mesh-rate", "regions", "frame-rate"]);
  });

  test("stops leaving out at the level that is enough", () => {
    const shedding = planLoadShedding();
    run(shedding, 0, 4, () => 0);
    const levels = run(shedding, 4, 12, (level) => (level >= 2 ? 0 : 100));
    expect(levels.at(-1)).toBe(2);
  });

  test("does more again when the load is gone, one level in ten seconds", () => {
    const shedding = planLoadShedding();
    run(shedding, 0, 4, () => 0);
    run(shedding, 4, 8, () => 100);
    const levels = run(shedding, 8, 60, () => 0);
    expect(levels.at(-1)).toBe(0);
    for (let i = 1; i < levels.length; i++) expect(levels[i]).toBeLessThanOrEqual(levels[i - 1]);
  });

  test("tries in vain less and less often", () => {
    const shedding = planLoadShedding();
    const levels = run(shedding, 0, 600, (level) => (level >= 1 ? 0 : 100));
    let attempts = 0;
    for (let i = 1; i < levels.length; i++) if (levels[i] < levels[i - 1]) attempts++;
    expect(attempts).toBeGreaterThan(1);
    expect(attempts).toBeLessThan(8);
  });

  test("never uses a frame that is more than 400 ms late, whatever came before", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 1, maxLength: 400 }), (lags) => {
        const shedding = planLoadShedding();
        lags.forEach((lagMs, i) => {
          if (shedding.step(i * FRAME_MS, lagMs)) expect(lagMs).toBeLessThanOrEqual(400);
        });
        const { lagMs, skippedFrames } = shedding.take();
        expect(lagMs).toBe(Math.max(...lags));
        expect(skippedFrames).toBeLessThanOrEqual(lags.length);
      }),
    );
  });

  test("uses every second frame, then every third, at the last levels", () => {
    for (const [seconds, share] of [
      [10, 2],
      [20, 3],
    ]) {
      const shedding = planLoadShedding();
      run(shedding, 0, 4, () => 0);
      const enough = EFFORTS.length - (share === 2 ? 2 : 1);
      run(shedding, 4, seconds, (level) => (level >= enough ? 50 : 100));
      let used = 0;
      for (let i = 30 * seconds; i < 30 * seconds + 90; i++) if (shedding.step(i * FRAME_MS, 50)) used++;
      expect(used).toBe(90 / share);
    }
  });

  test("whatever the load and the camera's rate, the frames that are used are dense enough for the fastest heart", () => {
    const camera = fc.constantFrom(10, 12, 15, 20, 24, 25, 30, 50, 60);
    const lags = fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { minLength: 1, maxLength: 600 });
    fc.assert(
      fc.property(camera, lags, fc.integer({ min: 0, max: 300 }), (rateHz, random, lateFromS) => {
        const shedding = planLoadShedding();
        let usedMs = 0;
        // All kinds of lateness one after another: as drawn, and late throughout.
        for (let i = 0; i < 20 * rateHz; i++) {
          const tMs = (1000 * i) / rateHz;
          const lagMs = i > lateFromS ? Math.max(90, random[i % random.length]) : random[i % random.length];
          if (!shedding.step(tMs, lagMs)) continue;
          expect(tMs - usedMs).toBeLessThanOrEqual(125);
          usedMs = tMs;
        }
      }),
    );
  });

  test("catches up evenly with frames that are late, instead of leaving out all in a row", () => {
    const shedding = planLoadShedding();
    const used = Array.from({ length: 60 }, (_, i) => shedding.step(i * FRAME_MS, i < 30 ? 0 : 300));
    expect(used.slice(0, 30).every(Boolean)).toBe(true);
    expect(used.slice(30).filter(Boolean)).toHaveLength(10);
  });
});
