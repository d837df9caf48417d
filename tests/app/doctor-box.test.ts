import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { checkCache, checkClock, checkCores, checkMemory, checkNode, checkPort } from "../../src/app/doctor-box.ts";

const GIB = 1024 ** 3;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "afar-doctor-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the cache folder", () => {
  test("that can be written is fine, is made, and nothing of the trial stays in it", () => {
    const cacheDir = join(folder, "new", "cache");
    expect(checkCache(cacheDir)).toMatchObject({ mark: expect.not.stringMatching("wrong") });
    expect(readdirSync(cacheDir)).toEqual([]);
  });

  test("in whose place a file lies is wrong, and the file stays as it is", () => {
    const cacheDir = join(folder, "occupied");
    writeFileSync(cacheDir, "something else");
    const { mark, text, remedy } = checkCache(cacheDir);
    expect(mark).toBe("wrong");
    expect(text).toContain(cacheDir);
    expect(remedy).toContain("AFAR_CACHE");
    expect(existsSync(cacheDir)).toBe(true);
  });

  test("below a file is wrong", () => {
    writeFileSync(join(folder, "file"), "");
    expect(checkCache(join(folder, "file", "cache")).mark).toBe("wrong");
  });
});

describe("the station's port", () => {
  test("that another program listens on is noted, with the way out; free again, it is fine", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    expect(await checkPort(port)).toEqual({
      mark: "note",
      text: expect.stringContaining(String(port)),
      remedy: expect.stringContaining("--port 0"),
    });
    await new Promise((resolve) => other.close(resolve));
    expect(await checkPort(port)).toEqual({ mark: "ok", text: expect.stringContaining(String(port)), remedy: null });
  });
});

describe("Node", () => {
  test.each([
    ["20.19.0", "ok"],
    ["20.20.2", "ok"],
    ["20.18.9", "wrong"],
    ["18.20.0", "wrong"],
    ["21.0.0", "note"],
    ["22.4.0", "note"],
  ])("%s against >=20.19 <21 is %s", (version, mark) => {
    expect(checkNode(version, ">=20.19 <21").mark).toBe(mark);
  });
});

describe("memory, cores and clock", () => {
  test.each([
    [8 * GIB, 6 * GIB, "ok"],
    [2 * GIB, 0.8 * GIB, "note"],
    [8 * GIB, 0.3 * GIB, "wrong"],
  ])("%d bytes of which %d are free are %s", (total, available, mark) => {
    expect(checkMemory(total, available).mark).toBe(mark);
  });

  test("one core is noted, two are fine", () => {
    expect(checkCores(1, "a processor").mark).toBe("note");
    expect(checkCores(2, "a processor")).toEqual({ mark: "ok", text: "2 cores, a processor", remedy: null });
  });

  test("a clock from before the installation is wrong, one after it is fine and told with its zone", () => {
    const installedMs = Date.UTC(2026, 0, 2);
    expect(checkClock(Date.UTC(1970, 0, 1), installedMs, "Europe/Berlin").mark).toBe("wrong");
    expect(checkClock(Date.UTC(2026, 0, 3), installedMs, "Europe/Berlin")).toEqual({
      mark: "ok",
      text: "2026-01-03T00:00:00Z, time zone Europe/Berlin",
      remedy: null,
    });
  });
});
