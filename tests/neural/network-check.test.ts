import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { planFrameNetwork } from "../../src/neural/frame-network.ts";
import { openNetwork } from "../../src/neural/network-check.ts";
import { planWindowNetwork } from "../../src/neural/window-network.ts";

import {
  evenPicture,
  FRAMES,
  makeNetwork,
  NOT_A_NUMBER,
  STATEFUL,
  STATEFUL_MANIFEST,
  slowNetwork,
  THROWING,
  WINDOWED,
  WINDOWED_MANIFEST,
} from "./made-networks.ts";

const refused = (sentence: RegExp) => ({ code: "NETWORK_INVALID", exit: 2, message: expect.stringMatching(sentence) });

describe("a network that takes a picture and its state", () => {
  test("is fed the time step, and its state from picture to picture", async () => {
    const { path, manifest } = makeNetwork(STATEFUL, STATEFUL_MANIFEST);
    const { model, costMs } = await openNetwork(path, manifest);
    expect(costMs).toBeGreaterThan(0);
    const network = planFrameNetwork(model, manifest);
    const told: number[] = [];
    for (const tMs of [0, 40, 100]) told.push((await network.run(tMs, evenPicture(0.5)))[0].bvp);
    // memory: 0, then 0.5/30, then 0.5/30 + 0.5 * 0.04.
    expect(told[0]).toBeCloseTo(0.5, 6);
    expect(told[1]).toBeCloseTo(0.5 + 0.5 / 30, 6);
    expect(told[2]).toBeCloseTo(0.5 + 0.5 / 30 + 0.5 * 0.04, 6);
    model.release();
  });

  test("begins anew after a second without a picture, and when it is told", async () => {
    const { path, manifest } = makeNetwork(STATEFUL, STATEFUL_MANIFEST);
    const { model } = await openNetwork(path, manifest);
    const network = planFrameNetwork(model, manifest);
    for (const tMs of [0, 33, 66]) await network.run(tMs, evenPicture(1));
    expect((await network.run(1500, evenPicture(1)))[0].bvp).toBeCloseTo(1, 6);
    network.reset();
    expect((await network.run(1533, evenPicture(1)))[0].bvp).toBeCloseTo(1, 6);
    model.release();
  });
});

describe("a network that takes a window of pictures", () => {
  test("tells each picture's sample once, at its own time", async () => {
    const { path, manifest } = makeNetwork(WINDOWED, WINDOWED_MANIFEST);
    const { model } = await openNetwork(path, manifest);
    const network = planWindowNetwork(model, manifest);
    const told: { tMs: number; bvp: number }[] = [];
    for (let i = 0; i < 14; i++) told.push(...(await network.run(i * 40, evenPicture(0.01 * i))));
    expect(told.map(({ tMs }) => tMs)).toEqual(Array.from({ length: 14 }, (_, i) => i * 40));
    // A straight line in units of its own deviation: its last two of six samples.
    const line = Array.from({ length: FRAMES }, (_, i) => i - (FRAMES - 1) / 2);
    const deviation = Math.sqrt(line.reduce((sum, x) => sum + x * x, 0) / FRAMES);
    expect(told[13].bvp).toBeCloseTo(line[5] / deviation, 3);
    expect(told[12].bvp).toBeCloseTo(line[4] / deviation, 3);
    model.release();
  });
});

describe("a network that is not as its manifest says is refused in one sentence", () => {
  const { path, manifest } = makeNetwork(STATEFUL, STATEFUL_MANIFEST);

  test("whose file is another one", async () => {
    const other = { ...manifest, sha256: "0".repeat(64) };
    await expect(openNetwork(path, other)).rejects.toMatchObject(
      refused(/has SHA-256 .* expects 0000.*: fetch the file/),
    );
  });

  test("whose file is missing", async () => {
    await expect(openNetwork(`${path}.gone`, manifest)).rejects.toMatchObject(refused(/cannot be read/));
  });

  test("whose file is no network", async () => {
    const made = makeNetwork(STATEFUL, STATEFUL_MANIFEST);
    const text = "not a network";
    writeFileSync(made.path, text);
    const sha256 = createHash("sha256").update(text).digest("hex");
    await expect(openNetwork(made.path, { ...made.manifest, sha256 })).rejects.toMatchObject(
      refused(/cannot be loaded as an ONNX network/),
    );
  });

  test("whose picture has another shape", async () => {
    const picture = { ...manifest.picture, rows: 8 };
    await expect(openNetwork(path, { ...manifest, picture })).rejects.toMatchObject(
      refused(/input picture is \[1, 1, 4, 4, 3\], not \[1, 1, 8, 4, 3\]/),
    );
  });

  test("whose state is missing in the network, or in the manifest", async () => {
    const states = [{ input: "recollection", output: "memory-out", dims: [1, 1] }];
    await expect(openNetwork(path, { ...manifest, states })).rejects.toMatchObject(refused(/no input recollection/));
    await expect(openNetwork(path, { ...manifest, states: [] })).rejects.toMatchObject(
      refused(/does not say what its input memory takes/),
    );
    const lost = [{ input: "memory", output: "gone", dims: [1, 1] }];
    await expect(openNetwork(path, { ...manifest, states: lost })).rejects.toMatchObject(refused(/no output gone/));
  });

  test("whose answer is no number", async () => {
    const made = makeNetwork(NOT_A_NUMBER, STATEFUL_MANIFEST);
    await expect(openNetwork(made.path, made.manifest)).rejects.toMatchObject(
      refused(/answers with what is no number/),
    );
  });

  test("whose run throws", async () => {
    const made = makeNetwork(THROWING, STATEFUL_MANIFEST);
    const bright = { ...made.manifest, picture: { ...made.manifest.picture, scale: 100 } };
    await expect(openNetwork(made.path, bright)).rejects.toMatchObject(refused(/does not run as its manifest says/));
  });

  test("that never answers", async () => {
    const made = makeNetwork(slowNetwork(60), STATEFUL_MANIFEST);
    await expect(openNetwork(made.path, made.manifest, 20)).rejects.toMatchObject(refused(/no answer within 0.02 s/));
  });
});
