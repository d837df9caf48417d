import { describe, expect, test } from "vitest";

import type { TraceFrame } from "../../src/base/trace-frame.ts";
import { planNormal } from "../dsp/seeded-noise.ts";

import { isLive, runEngine, vitalsOf } from "./engine-run.ts";
import { bedFrames, heart } from "./made-frames.ts";

/** The frames with what a network says of a pulse of this rate; `purity`: its amplitude over the noise of its wave. */
function withNetwork(frames: readonly TraceFrame[], rateBpm: number, purity = 3, seed = 5): TraceFrame[] {
  const normal = planNormal(seed);
  return frames.map((frame) => {
    const bvp = purity * Math.sin((2 * Math.PI * rateBpm * frame.tMs) / 60_000) + normal();
    return { ...frame, network: { name: "made", bandBpm: [40, 200], samples: [{ tMs: frame.tMs, bvp }], note: null } };
  });
}

const rates = (frames: readonly TraceFrame[]) => vitalsOf(runEngine(frames)).slice(11).filter(isLive);

describe("a network beside the colours", () => {
  test("makes a weak pulse appear sooner, at its true rate", () => {
    let alone = 0;
    let together = 0;
    for (const [i, bpm] of [64, 110].entries()) {
      const frames = bedFrames({ seconds: 40, pulse: heart(bpm, 0.0018), seed: 20 + i });
      const shown = rates(withNetwork(frames, bpm));
      for (const { pulse } of shown) expect(Math.abs((pulse.rateBpm ?? 0) - bpm)).toBeLessThanOrEqual(3);
      alone += rates(frames).length;
      together += shown.length;
    }
    expect(together).toBeGreaterThan(1.1 * alone);
  }, 120_000);

  test("makes no rate appear where the colours show no pulse, however pure its wave is", () => {
    for (const [seed, bpm] of [57, 131].entries()) {
      const frames = bedFrames({ seconds: 40, seed: seed + 1 });
      expect(rates(withNetwork(frames, bpm, 30, seed))).toEqual([]);
    }
  }, 120_000);

  test("that disagrees cannot outvote a clear pulse, and lowers the confidence that is stated", () => {
    const frames = bedFrames({ seconds: 30, pulse: heart(72) });
    const alone = rates(frames);
    const against = rates(withNetwork(frames, 104));
    expect(against).toHaveLength(alone.length);
    for (const [i, { pulse, evidence }] of against.entries()) {
      expect(Math.abs((pulse.rateBpm ?? 0) - 72)).toBeLessThan(1.5);
      expect(pulse.confidence).toBeLessThan(alone[i].pulse.confidence);
      expect(evidence.network).toMatchObject({ name: "made", rateBpm: expect.closeTo(104, -0.5), agrees: false });
      expect(evidence.methods).toMatchObject({ made: evidence.network?.rateBpm, pos: expect.any(Number) });
    }
  });

  test("that agrees is told by its name, and lets a clear pulse be shown before the window has its full length", () => {
    const frames = bedFrames({ seconds: 14, pulse: heart(72) });
    const first = (of: readonly TraceFrame[]) => vitalsOf(runEngine(of)).find(isLive);
    expect(first(frames)?.tMs).toBe(10_000);
    const together = first(withNetwork(frames, 72));
    expect(together?.tMs).toBe(8000);
    expect(together?.evidence.network).toMatchObject({ agrees: true, note: null });
  });

  test("says nothing of rates that it was not made for", () => {
    const frames = bedFrames({ seconds: 30, pulse: heart(225) });
    const shown = rates(withNetwork(frames, 80));
    expect(shown.length).toBeGreaterThan(15);
    for (const { pulse } of shown) expect(Math.abs((pulse.rateBpm ?? 0) - 225)).toBeLessThan(1.5);
  });
});

describe("without a network's word", () => {
  const frames = bedFrames({ seconds: 40, pulse: heart(88, 0.0012), noise: 0.006, seed: 4 });

  test("the evidence does not speak of one", () => {
    for (const { evidence } of vitalsOf(runEngine(frames))) expect(evidence).not.toHaveProperty("network");
  });

  test("all is as without one, to the byte, but for the note why it is silent", () => {
    const note = "stopped: it gave no answer within 3 s";
    const silent = frames.map((frame): TraceFrame => {
      return { ...frame, network: { name: "made", bandBpm: [40, 200], samples: [], note } };
    });
    const said = runEngine(silent).map((output) => {
      if (output.kind !== "vitals") return output;
      const { network, methods, ...evidence } = output.vitals.evidence;
      expect(network).toEqual({ name: "made", rateBpm: null, agrees: null, note });
      const { made, ...classical } = methods;
      expect(made).toBeNull();
      return { ...output, vitals: { ...output.vitals, evidence: { ...evidence, methods: classical } } };
    });
    const sorted = (outputs: readonly object[]) => outputs.map((output) => JSON.parse(JSON.stringify(output)));
    expect(sorted(said)).toEqual(sorted(runEngine(frames)));
  });
});
