import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { addNetwork } from "../../src/neural/network-store.ts";
import { makeNetwork, STATEFUL, STATEFUL_MANIFEST, slowNetwork } from "../neural/made-networks.ts";
import { bedWitness, chosenNetwork, networkFolder } from "../../src/app/model-choice.ts";

const folder = mkdtempSync(join(tmpdir(), "afar-choice-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const env = { AFAR_DATA: folder };
const frame = { tMs: 0 } as never;

test("a bed whose network was never added, or whose file was changed, goes on and says so", async () => {
  const absent = await bedWitness("tiny", env);
  expect((await absent.see(frame, null, false)).note).toMatch(/^not started: no network tiny was added/);
  const { path, manifestPath } = makeNetwork(STATEFUL, STATEFUL_MANIFEST);
  await addNetwork(networkFolder(env), path, manifestPath);
  expect((await chosenNetwork("on", env)).manifest.name).toBe("tiny");
  writeFileSync((await chosenNetwork("tiny", env)).path, "changed");
  const changed = await bedWitness("tiny", env);
  expect((await changed.see(frame, null, false)).note).toMatch(/^not started: .* has SHA-256/);
}, 60_000);

test("a bed leaves out a network that takes more time than there is", async () => {
  const fast = { ...STATEFUL_MANIFEST, name: "slow", highestHz: 240 };
  const { path, manifestPath } = makeNetwork(slowNetwork(1), fast);
  await addNetwork(networkFolder(env), path, manifestPath);
  const witness = await bedWitness("slow", env);
  expect((await witness.see(frame, null, false)).note).toMatch(/^left out: a picture takes \d+ ms on this box/);
  await expect(chosenNetwork("on", env)).rejects.toMatchObject({
    code: "USAGE",
    message: expect.stringContaining("slow, tiny"),
  });
}, 120_000);
