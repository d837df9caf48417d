import { describe, expect, test } from "vitest";

import type { Frame } from "../../src/base/frame.ts";
import { type FaceLandmarks, LANDMARK_COUNT } from "../../src/base/landmarks.ts";
import { startModelProcess } from "../../src/inference/model-process.ts";
import { meanToRgb } from "../../src/regions/colour-matrix.ts";
import { planNeuralWitness, silentWitness } from "../../src/neural/neural-witness.ts";

import { makeNetwork, STATEFUL, STATEFUL_MANIFEST, slowNetwork, THROWING } from "./made-networks.ts";

const SIDE = 64;

/** A grey frame of one brightness, 0..255, at a time. */
function frameAt(tMs: number, level: number): Frame {
  const data = new Uint8Array(SIDE * SIDE).fill(level);
  const channel = { data, offset: 0, strideBytes: SIDE, stepBytes: 1, shiftX: 0, shiftY: 0 };
  const colour = { model: "gray", range: "full", matrix: "bt601" } as const;
  const picture = { widthPx: SIDE, heightPx: SIDE, rotationDeg: 0, colour, channels: [channel] } as const;
  return { tMs, durationMs: 33, keyframe: false, ...picture };
}

const points = Float32Array.from({ length: LANDMARK_COUNT * 3 }, (_, i) => (i % 3 === 2 ? 0 : 16 + (i % 32)));
points[152 * 3 + 1] = 48;
points[10 * 3 + 1] = 16;
const face: FaceLandmarks = { points, score: 1, widthPx: 32 };

async function witnessOf(graph: typeof STATEFUL, change: Partial<typeof STATEFUL_MANIFEST> = {}, limitMs = 60_000) {
  const { path, manifest } = makeNetwork(graph, { ...STATEFUL_MANIFEST, ...change });
  const model = await startModelProcess(path, { states: manifest.states ?? [], limitMs });
  return planNeuralWitness(model, manifest, meanToRgb);
}

describe("a network beside a bed", () => {
  test("tells a sample a picture, with its name and its band", async () => {
    const witness = await witnessOf(STATEFUL);
    const said = await witness.see(frameAt(0, 51), face, false);
    expect(said).toMatchObject({ name: "tiny", bandBpm: [40, 200], note: null });
    expect(said.samples).toEqual([{ tMs: 0, bvp: expect.closeTo(0.2, 5) }]);
  });

  test("runs at no more pictures a second than it works with, and with the step of those it saw", async () => {
    const witness = await witnessOf(STATEFUL);
    const times: number[] = [];
    for (let i = 0; i < 60; i++) {
      times.push(...(await witness.see(frameAt((i * 1000) / 60, 51), face, false)).samples.map(({ tMs }) => tMs));
    }
    expect(times).toHaveLength(30);
    expect(times[1] - times[0]).toBeCloseTo(1000 / 30, 6);
  });

  test("is not heard before it is warm, nor where pictures come too seldom", async () => {
    const cold = await witnessOf(STATEFUL, { warmUpS: 1 });
    const told: number[] = [];
    for (let i = 0; i < 60; i++) {
      told.push(...(await cold.see(frameAt((i * 1000) / 30, 51), face, false)).samples.map(({ tMs }) => tMs));
    }
    expect(told[0]).toBe(1000);
    const rare = await witnessOf(STATEFUL);
    let said = await rare.see(frameAt(0, 51), face, false);
    for (let i = 1; i < 20; i++) said = await rare.see(frameAt(i * 200, 51), face, false);
    expect(said).toMatchObject({ samples: [], note: "left out: it needs 10 pictures a second" });
  });

  test("says nothing without a face, and that it is left out while the box is busy; then it begins anew", async () => {
    const witness = await witnessOf(STATEFUL);
    for (let i = 0; i < 10; i++) await witness.see(frameAt(i * 33, 255), face, false);
    expect(await witness.see(frameAt(330, 255), null, false)).toMatchObject({ samples: [], note: null });
    expect(await witness.see(frameAt(363, 255), face, true)).toMatchObject({
      samples: [],
      note: "left out: the box is busy",
    });
    const again = await witness.see(frameAt(396, 255), face, false);
    expect(again.samples[0].bvp).toBeCloseTo(1, 5);
  });

  test("whose run throws is noted, and never asked again", async () => {
    const witness = await witnessOf(THROWING);
    expect((await witness.see(frameAt(0, 60), face, false)).note).toBeNull();
    const failed = await witness.see(frameAt(40, 255), face, false);
    expect(failed).toMatchObject({ samples: [], note: expect.stringMatching(/^stopped: .{10,}/) });
    expect(await witness.see(frameAt(80, 60), face, false)).toEqual(failed);
  });

  test("that does not answer in time is noted, and the bed does not wait for it", async () => {
    const witness = await witnessOf(slowNetwork(60), {}, 20);
    const said = await witness.see(frameAt(0, 60), face, false);
    expect(said).toMatchObject({ samples: [], note: "stopped: it gave no answer within 0.02 s" });
  });

  test("that could not be started says why at every picture", async () => {
    const said = await silentWitness("tiny", "not started: it is missing").see(frameAt(0, 60), face, false);
    expect(said).toMatchObject({ name: "tiny", samples: [], note: "not started: it is missing" });
  });
});

test("a network whose process is killed is noted", async () => {
  const { path, manifest } = makeNetwork(STATEFUL, STATEFUL_MANIFEST);
  const model = await startModelProcess(path, { states: manifest.states ?? [], limitMs: 60_000 });
  const witness = planNeuralWitness(model, manifest, meanToRgb);
  model.release();
  const said = await witness.see(frameAt(0, 60), face, false);
  expect(said).toMatchObject({ samples: [], note: "stopped: its process ended with SIGKILL" });
});
