import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { cacheDirectory, prepareModels } from "../../src/inference/model-cache.ts";

const SOURCES = join(import.meta.dirname, "../../node_modules/@vladmandic/human/models");
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "afar-cache-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("the cache is AFAR_CACHE, else .cache/afar at home", () => {
  expect(cacheDirectory({ AFAR_CACHE: "/cache/afar", HOME: "/nurse" })).toBe("/cache/afar");
  expect(cacheDirectory({ HOME: "/nurse" })).toBe("/nurse/.cache/afar");
  expect(cacheDirectory({ AFAR_CACHE: "", HOME: "/nurse" })).toBe("/nurse/.cache/afar");
});

test("a second preparation uses the files of the first", async () => {
  const cache = join(folder, "new", "cache");
  const first = await prepareModels(cache);
  const written = (await stat(first.mesh)).mtimeMs;
  expect(await prepareModels(cache)).toEqual(first);
  expect((await stat(first.mesh)).mtimeMs).toBe(written);
  expect((await readdir(cache)).sort()).toEqual(
    [first.detector, first.mesh].map((path) => path.slice(cache.length + 1)),
  );
});

test("a damaged or cut file is made again, byte for byte", async () => {
  const paths = await prepareModels(folder);
  const whole = await readFile(paths.mesh);
  const damaged = Buffer.from(whole);
  damaged[1_000_000] ^= 1;
  for (const bad of [damaged, whole.subarray(0, 500_000), Buffer.alloc(0)]) {
    await writeFile(paths.mesh, bad);
    await prepareModels(folder);
    expect(Buffer.compare(await readFile(paths.mesh), whole)).toBe(0);
  }
});

test("several preparations at once end with whole files and nothing beside them", async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => prepareModels(folder)));
  for (const paths of all) expect(paths).toEqual(all[0]);
  expect(await readdir(folder)).toHaveLength(2);
});

test("other source files get another name", async () => {
  const sources = join(folder, "models");
  await mkdir(sources);
  for (const name of ["facemesh", "blazeface"])
    for (const suffix of ["json", "bin"])
      await cp(join(SOURCES, `${name}.${suffix}`), join(sources, `${name}.${suffix}`));
  const weights = await readFile(join(sources, "facemesh.bin"));
  weights[0] ^= 1;
  await writeFile(join(sources, "facemesh.bin"), weights);
  const cache = join(folder, "cache");
  const [ours, theirs] = [await prepareModels(cache), await prepareModels(cache, sources)];
  expect(theirs.detector).toBe(ours.detector);
  expect(theirs.mesh).not.toBe(ours.mesh);
});

test("missing and foreign networks are refused in one sentence with the remedy", async () => {
  await expect(prepareModels(folder, folder)).rejects.toMatchObject({
    code: "MODEL_INVALID",
    message: `the network blazeface is missing from ${folder}: reinstall with npm ci.`,
  });
  await writeFile(join(folder, "blazeface.json"), "{}");
  await writeFile(join(folder, "blazeface.bin"), "");
  await expect(prepareModels(folder, folder)).rejects.toMatchObject({
    code: "MODEL_INVALID",
    message: `${join(folder, "blazeface.json")} is not the network Afar expects: reinstall with npm ci.`,
  });
});

test("a cache that cannot be written is refused with the remedy", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  await expect(prepareModels(join(file, "cache"))).rejects.toMatchObject({
    code: "MODEL_INVALID",
    message: expect.stringMatching(/cannot be written: set AFAR_CACHE to a folder that can\.$/),
  });
});
