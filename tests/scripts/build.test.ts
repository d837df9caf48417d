import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

import { afterAll, describe, expect, test } from "vitest";

import { packageRoot } from "../../src/app/package-root.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const project = mkdtempSync(join(tmpdir(), "afar-build-"));

/** A product small enough to see what the build does to it. */
const FILES = {
  "src/app/main.ts": 'const { said } = await import("./said.ts");\nconsole.log(said, ...process.argv.slice(2));\n',
  "src/app/said.ts": 'export const said = "first";\n',
  "src/app/bed-process.ts": 'export { said } from "./said.ts";\n',
  "web-ui/index.html": '<script type="module" src="/src/main.ts"></script>\n',
  "web-ui/src/main.ts": 'document.title = "page";\n',
};

for (const file of ["scripts", "package.json", "package-lock.json"]) {
  cpSync(join(ROOT, file), join(project, file), { recursive: true });
}
symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"));
for (const [file, text] of Object.entries(FILES)) write(file, text);

afterAll(() => rmSync(project, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}

const run = (script: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [join(project, "scripts", script), ...args]);

describe("the build", () => {
  test("leaves a whole product when two run at once", async () => {
    await Promise.all([run("build.mjs"), run("build.mjs")]);
    const { stdout, stderr } = await run("afar.mjs", "--flag", "value");
    expect(stdout).toBe("first --flag value\n");
    expect(stderr).toBe("");
    const files = readdirSync(join(project, "dist"), { recursive: true, encoding: "utf8" });
    expect(files).toEqual(expect.arrayContaining(["main.js", "bed-process.js", join("web-ui", "index.html")]));
    expect(files.filter((file) => /\.tmp$|^\.web-ui/.test(file))).toEqual([]);
  });

  test("is done again by the command itself for the part that changed, and only for that", async () => {
    write("src/app/said.ts", 'export const said = "second";\n');
    const { stdout, stderr } = await run("afar.mjs");
    expect(stdout).toBe("second\n");
    expect(stderr).toContain("station");
    expect(stderr).not.toContain("web-ui");
    expect((await run("afar.mjs")).stderr).toBe("");
  });

  test("fails with its cause and without an old product when a source is wrong", async () => {
    write("src/app/said.ts", "export const said = ;\n");
    const failure = await run("afar.mjs").catch((error: { code: number; stdout: string; stderr: string }) => error);
    expect(failure).toMatchObject({ code: 1, stdout: "" });
    expect(failure.stderr).toContain("src/app/said.ts:1");
  });
});

test("the package's root is found from the sources", () => {
  expect(packageRoot()).toBe(ROOT);
});
