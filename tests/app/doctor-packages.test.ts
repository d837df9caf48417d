import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { checkPackages } from "../../src/app/doctor-packages.ts";

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "afar-doctor-test-"));
  writeFileSync(join(root, "package.json"), JSON.stringify({ dependencies: { sun: "1.0.0", "@sky/moon": "2.0.0" } }));
});
afterAll(() => rmSync(root, { recursive: true }));

function install(name: string, version: string): void {
  mkdirSync(join(root, "node_modules", name), { recursive: true });
  writeFileSync(join(root, "node_modules", name, "package.json"), JSON.stringify({ version }));
}

test("packages that are missing or of another version are named; installed as asked, all is fine", () => {
  install("sun", "1.0.1");
  expect(checkPackages(root)).toEqual({
    state: "failure",
    detail: "sun is 1.0.1 instead of 1.0.0, @sky/moon is missing",
    remedy: `run npm ci in ${root}`,
  });
  install("sun", "1.0.0");
  install("@sky/moon", "2.0.0");
  expect(checkPackages(root)).toMatchObject({ state: "ok", detail: expect.stringContaining("all 2 packages") });
});
