import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { claimData } from "../../src/app/data-claim.ts";
import { afar } from "../command-line.ts";

const root = mkdtempSync(join(tmpdir(), "afar-claim-"));
afterAll(() => rmSync(root, { recursive: true }));

test("a folder has one claim at a time, whatever path leads to it", async () => {
  const folder = join(root, "data");
  const release = await claimData(folder);
  mkdirSync(folder);
  symlinkSync(folder, join(root, "link"));
  await expect(claimData(join(root, "link"))).rejects.toMatchObject({ code: "DATA_BUSY", exit: 2 });
  await (await claimData(join(root, "other")))();
  await release();
  await (await claimData(folder))();
});

test("the claim of a process that was killed is gone with it", async () => {
  const folder = join(root, "killed");
  const module = new URL("../../src/app/data-claim.ts", import.meta.url).href;
  const code = `const { claimData } = await import(${JSON.stringify(module)});
    await claimData(${JSON.stringify(folder)}); console.log("claimed"); setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  await expect(claimData(folder)).rejects.toMatchObject({ code: "DATA_BUSY" });
  child.kill("SIGKILL");
  await once(child, "exit");
  await (await claimData(folder))();
});

test("a second station on the same data ends with one sentence and exit 2", async () => {
  const release = await claimData(join(root, "shared"));
  process.env.AFAR_DATA = join(root, "shared");
  try {
    const { code, out, err } = await afar("serve", "--port", "0");
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toBe(
      `afar: another station keeps its data in ${join(root, "shared")}: stop it, or set AFAR_DATA to another folder\n`,
    );
  } finally {
    delete process.env.AFAR_DATA;
    await release();
  }
});
