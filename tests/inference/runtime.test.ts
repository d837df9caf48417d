import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { prepareModels } from "../../src/inference/model-cache.ts";
import { loadModel } from "../../src/inference/runtime.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "afar-runtime-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a file that is no model is refused in one sentence with the remedy", async () => {
  const path = join(folder, "no-model.onnx");
  await writeFile(path, "not a network");
  await expect(loadModel(path)).rejects.toMatchObject({
    code: "MODEL_INVALID",
    message: `${path} cannot be loaded as an ONNX model: delete it and start again.`,
  });
});

test("the same picture gives the same bits, also after another one and in another session", async () => {
  const { mesh } = await prepareModels(folder);
  const picture = (phase: number) => ({
    input_1: {
      data: Float32Array.from({ length: 3 * 192 * 192 }, (_, i) => 0.5 + 0.5 * Math.sin(i * 0.37 + phase)),
      dims: [1, 3, 192, 192],
    },
  });
  const [one, other] = [await loadModel(mesh), await loadModel(mesh)];
  const first = await one.run(picture(0));
  await one.run(picture(1));
  expect(await one.run(picture(0))).toEqual(first);
  expect(await other.run(picture(0))).toEqual(first);
  expect(first.landmarks.dims).toEqual([1, 1404]);
  expect(first.score.data[0]).toBeLessThan(0.1);
});
