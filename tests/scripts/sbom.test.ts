import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { expect, onTestFinished, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

interface Component {
  readonly name: string;
  readonly version: string;
  readonly hashes?: readonly unknown[];
  readonly licenses?: readonly unknown[];
}

test("the bill of materials names every package that the product runs with, its version, and FFmpeg inside the decoder", () => {
  const folder = mkdtempSync(join(tmpdir(), "afar-sbom-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "sbom.json");
  execFileSync("npm", ["run", "-s", "sbom", "--", path], { cwd: ROOT });
  const text = readFileSync(path, "utf8");
  const list = JSON.parse(text) as { readonly bomFormat: string; readonly components: readonly Component[] };
  expect(list.bomFormat).toBe("CycloneDX");
  const read = (name: string) =>
    JSON.parse(readFileSync(join(ROOT, name), "utf8")) as { dependencies: Record<string, string> };
  const wanted = { ...read("package.json").dependencies, ...read("web-ui/package.json").dependencies };
  expect(Object.keys(wanted).length).toBeGreaterThan(20);
  for (const [name, version] of Object.entries(wanted)) {
    const found = list.components.find((component) => component.name === name && component.version === version);
    expect(found, `${name} ${version}`).toBeDefined();
    expect(found?.hashes, name).toBeDefined();
  }
  for (const name of ["ffmpeg", "x264", "mediapipe-face-networks"]) {
    expect(
      list.components.some((component) => component.name === name),
      name,
    ).toBe(true);
  }
  expect(text).not.toContain(ROOT);
});
