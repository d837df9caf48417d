import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { makeNetwork, NOT_A_NUMBER, STATEFUL, STATEFUL_MANIFEST } from "../neural/made-networks.ts";
import { afar } from "../command-line.ts";

const data = mkdtempSync(join(tmpdir(), "afar-data-"));
const before = process.env.AFAR_DATA;
beforeAll(() => {
  process.env.AFAR_DATA = data;
});
afterAll(() => {
  if (before === undefined) delete process.env.AFAR_DATA;
  else process.env.AFAR_DATA = before;
  rmSync(data, { recursive: true, force: true });
});

test("a network is added, listed, verified and removed on the command line", async () => {
  const { path, manifestPath, manifest } = makeNetwork(STATEFUL, STATEFUL_MANIFEST);
  expect((await afar("model", "list")).out).toBe("no network was added\n");
  expect(await afar("model", "add", path, "--manifest", manifestPath)).toMatchObject({
    code: 0,
    err: "",
    out: expect.stringMatching(/^tiny added \(Apache-2.0\): \d+\.\d ms a picture on this machine\n$/),
  });
  expect(JSON.parse((await afar("model", "list", "--json")).out)).toMatchObject([
    { name: "tiny", kind: "frame", licence: "Apache-2.0", sha256: manifest.sha256 },
  ]);
  expect(await afar("model", "verify")).toMatchObject({
    code: 0,
    out: expect.stringContaining("as its manifest says"),
  });
  expect(await afar("model", "remove", "tiny")).toMatchObject({ code: 0, out: "tiny removed\n" });
  expect(await afar("model", "verify", "tiny")).toMatchObject({
    code: 2,
    err: expect.stringContaining("no network tiny"),
  });
}, 120_000);

test("what is no network for Afar is refused in one line, with exit code 2", async () => {
  const bad = makeNetwork(NOT_A_NUMBER, STATEFUL_MANIFEST);
  const { code, err } = await afar("model", "add", bad.path, "--manifest", bad.manifestPath);
  expect(code).toBe(2);
  expect(err).toMatch(/^afar: .*does not run as its manifest says: it answers with what is no number\.\n$/);
  expect(await afar("model", "add", bad.path)).toMatchObject({ code: 2, err: expect.stringContaining("--manifest") });
  expect(await afar("replay", "any.mp4", "--network", "on")).toMatchObject({
    code: 2,
    err: expect.stringContaining("no network was added"),
  });
}, 120_000);
