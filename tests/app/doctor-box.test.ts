import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { checkCache, checkCores, checkHistoryFolder, checkMemory, checkNode } from "../../src/app/doctor-box.ts";

const GIB = 1024 ** 3;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "afar-doctor-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the cache folder", () => {
  test("that can be written is fine, is made, and nothing of the trial stays in it", () => {
    const cacheDir = join(folder, "new", "cache");
    expect(checkCache(cacheDir)).toMatchObject({ state: expect.not.stringMatching("failure") });
    expect(readdirSync(cacheDir)).toEqual([]);
  });

  test("in whose place a file lies is wrong, and the file stays as it is", () => {
    const cacheDir = join(folder, "occupied");
    writeFileSync(cacheDir, "something else");
    const { state, detail, remedy } = checkCache(cacheDir);
    expect(state).toBe("failure");
    expect(detail).toContain(cacheDir);
    expect(remedy).toContain("AFAR_CACHE");
    expect(existsSync(cacheDir)).toBe(true);
  });

  test("below a file is wrong", () => {
    writeFileSync(join(folder, "file"), "");
    expect(checkCache(join(folder, "file", "cache")).state).toBe("failure");
  });

  test("of a history that is not there yet is judged by the one it would be made in, and is not made", () => {
    const missing = join(folder, "station");
    const { state, detail } = checkHistoryFolder(join(missing, "deep", "history.db"));
    expect(state).not.toBe("failure");
    expect(detail).toContain(folder);
    expect(existsSync(missing)).toBe(false);
  });
});

describe("Node", () => {
  test.each([
    ["20.19.0", "ok"],
    ["20.20.2", "ok"],
    ["20.18.9", "failure"],
    ["18.20.0", "failure"],
    ["21.0.0", "warning"],
    ["22.4.0", "warning"],
  ])("%s against >=20.19 <21 is %s", (version, state) => {
    expect(checkNode(version, ">=20.19 <21").state).toBe(state);
  });
});

describe("memory and cores", () => {
  test.each([
    [8 * GIB, 6 * GIB, "ok"],
    [2 * GIB, 0.8 * GIB, "warning"],
    [8 * GIB, 0.3 * GIB, "failure"],
  ])("%d bytes of which %d are free are %s", (total, available, state) => {
    expect(checkMemory(total, available).state).toBe(state);
  });

  test("one core is noted, two are fine", () => {
    expect(checkCores(1, "a processor").state).toBe("warning");
    expect(checkCores(2, "a processor")).toEqual({ state: "ok", detail: "2 cores, a processor", remedy: null });
  });
});
