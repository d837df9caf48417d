import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { complaintAbout } from "../../scripts/preflight.mjs";

const root = mkdtempSync(join(tmpdir(), "afar-preflight-"));
writeFileSync(
  join(root, "package.json"),
  JSON.stringify({ engines: { node: ">=20.19 <21" }, dependencies: { there: "1.0.0", gone: "1.0.0" } }),
);
mkdirSync(join(root, "node_modules/there"), { recursive: true });

afterAll(() => rmSync(root, { recursive: true }));

test("a Node that is too old is named with the one that is needed", () => {
  for (const version of ["18.20.4", "20.18.3"]) {
    expect(complaintAbout(root, version)).toBe(
      `Afar needs Node 20.19 or later, this is Node ${version}: install Node 20.`,
    );
  }
});

test("a missing package is named with the command that brings it", () => {
  expect(complaintAbout(root, "20.19.0")).toBe(`The package gone is not installed: run npm ci in ${root}.`);
});

test("a whole installation is not complained about", () => {
  mkdirSync(join(root, "node_modules/gone"));
  expect(complaintAbout(root, "20.19.0")).toBeNull();
  expect(complaintAbout(root, "22.1.0")).toBeNull();
});
