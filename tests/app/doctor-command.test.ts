import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";

import { checkCodecs, checkDecoder } from "../../src/app/doctor-decoder.ts";
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
  readonly findings: readonly {
    readonly check: string;
    readonly state: string;
    readonly detail: string;
    readonly remedy: string | null;
    readonly bed: string | null;
    readonly source: string | null;
  }[];
}

const CHECKS = [
  "node",
  "packages",
  "cores",
  "memory",
  "cache",
  "codecs",
  "decoder",
  "face",
  "inference",
  "camera",
  "clock",
  "time-sync",
  "time-steps",
  "build",
  "configuration",
  "history",
  "access",
  "port",
];

test("a box on which all works gets exit 0, a line per check and a conclusion", async () => {
  const { code, out, err } = await afar("doctor");
  const lines = out.trim().split("\n").filter(Boolean);
  expect(err).toBe("");
  expect([...new Set(lines.map((line) => line.split(/ +/)[1]).slice(0, -1))]).toEqual(CHECKS);
  expect(lines.at(-1)).toContain("All that Afar needs works here");
  expect(code).toBe(0);
});

test("a cache with a file in its place gets exit 1; the other checks still run, without a stack trace", async () => {
  const cacheDir = join(folder, "occupied");
  writeFileSync(cacheDir, "");
  vi.stubEnv("AFAR_CACHE", cacheDir);
  const { code, out, err } = await afar("doctor", "--json");
  const report = JSON.parse(out) as Report;
  const failures = report.findings.filter(({ state }) => state === "failure");
  expect(code).toBe(1);
  expect(err).toBe("");
  expect(report.works).toBe(false);
  expect([...new Set(report.findings.map(({ check }) => check))]).toEqual(CHECKS);
  expect(failures.map(({ check }) => check)).toEqual(["cache", "face", "inference"]);
  for (const { remedy } of failures) expect(remedy).toContain("AFAR_CACHE");
  expect(out).not.toContain("    at ");
});

test("a configured bed whose file is missing is a failure of that bed, and gets exit 1; --no-shot leaves it out", async () => {
  const config = join(folder, "afar.toml");
  const source = join(folder, "gone.mp4");
  writeFileSync(config, `[[beds]]\nid = "7"\nsource = "${source}"\n`);
  const shot = await afar("doctor", "--config", config, "--json");
  const { works, findings } = JSON.parse(shot.out) as Report;
  expect(shot.code).toBe(1);
  expect(works).toBe(false);
  for (const finding of findings) {
    expect(Object.keys(finding)).toEqual(["check", "state", "detail", "remedy", "bed", "source"]);
    expect(["ok", "warning", "failure"]).toContain(finding.state);
    expect(finding.remedy === null).toBe(finding.state === "ok");
  }
  expect(findings.filter(({ state }) => state === "failure")).toEqual([
    {
      check: "source",
      state: "failure",
      detail: `${source} does not exist`,
      remedy: expect.any(String),
      bed: "7",
      source,
    },
  ]);
  const without = await afar("doctor", "--config", config, "--no-shot");
  expect(without.code).toBe(0);
  expect(without.out).not.toContain("Test shot");
});

test.each([
  ["an address that is not understood", ["--source", "ftp://camera/live"], "ftp"],
  ["an empty address", ["--source", ""], "empty"],
  ["a shot that is too short", ["--shot", "1"], "--shot 1"],
  ["a length that is no number", ["--shot", "long"], "number"],
])("%s gets exit 2 and one line", async (_what, args, word) => {
  const { code, out, err } = await afar("doctor", ...args);
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(err.trim().split("\n")).toHaveLength(1);
  expect(err).toContain(word);
});

test("all that cameras and recordings come in can be decoded", () => {
  expect(checkCodecs()).toMatchObject({ state: "ok", detail: expect.stringContaining("H.264, H.265, MJPEG") });
});

test("the decoder gives the greys of a video back", () => {
  expect(checkDecoder()).toMatchObject({ state: "ok" });
});

test("the networks are prepared in an empty cache and find the known face", async () => {
  expect(await checkFaceModels(join(folder, "cache"))).toMatchObject({ state: "ok" });
});

test("inference slower than the limit is a warning, with what helps", async () => {
  const { state, remedy } = await checkInferenceSpeed(join(folder, "cache"), 2, 0);
  expect(state).toBe("warning");
  expect(remedy).toContain("box");
});
