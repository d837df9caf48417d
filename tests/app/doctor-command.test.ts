import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";

import { checkDecoder } from "../../src/app/doctor-decoder.ts";
import { checkFaceModels, checkInferenceSpeed } from "../../src/app/doctor-face.ts";
import { afar } from "../command-line.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "afar-doctor-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.unstubAllEnvs();
});

interface Report {
  readonly works: boolean;
  readonly findings: readonly { readonly check: string; readonly mark: string; readonly remedy: string | null }[];
}

const CHECKS = ["node", "cores", "memory", "clock", "cache", "decoder", "face", "inference", "build", "port"];

test("a box on which all works gets exit 0, a line per check and a conclusion", async () => {
  const { code, out, err } = await afar("doctor");
  const lines = out.trim().split("\n");
  expect(err).toBe("");
  expect(lines.map((line) => line.split(/ +/)[1]).slice(0, -1)).toEqual(CHECKS);
  expect(lines.at(-1)).toBe("All that Afar needs works here.");
  expect(code).toBe(0);
});

test("a cache with a file in its place gets exit 1; the other checks still run, without a stack trace", async () => {
  const cacheDir = join(folder, "occupied");
  writeFileSync(cacheDir, "");
  vi.stubEnv("AFAR_CACHE", cacheDir);
  const { code, out, err } = await afar("doctor", "--json");
  const report = JSON.parse(out) as Report;
  const wrong = report.findings.filter(({ mark }) => mark === "wrong");
  expect(code).toBe(1);
  expect(err).toBe("");
  expect(report.works).toBe(false);
  expect(report.findings.map(({ check }) => check)).toEqual(CHECKS);
  expect(wrong.map(({ check }) => check)).toEqual(["cache", "face", "inference"]);
  for (const { remedy } of wrong) expect(remedy).toContain("AFAR_CACHE");
  expect(out).not.toContain("    at ");
});

test("the decoder gives the greys of a video back", () => {
  expect(checkDecoder()).toMatchObject({ mark: "ok" });
});

test("the networks are prepared in an empty cache and find the known face", async () => {
  expect(await checkFaceModels(join(folder, "cache"))).toMatchObject({ mark: "ok" });
});

test("inference slower than the limit is a note, with what helps", async () => {
  const { mark, remedy } = await checkInferenceSpeed(join(folder, "cache"), 0);
  expect(mark).toBe("note");
  expect(remedy).toContain("box");
});
