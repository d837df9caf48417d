import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { openNetwork } from "../../src/neural/network-check.ts";
import { addNetwork, removeNetwork, storedNetwork, storedNetworks } from "../../src/neural/network-store.ts";

import { makeNetwork, NOT_A_NUMBER, STATEFUL, STATEFUL_MANIFEST } from "./made-networks.ts";

test("a network is added, found again, verified and removed", async () => {
  const { folder, path, manifestPath, manifest } = makeNetwork(STATEFUL, STATEFUL_MANIFEST);
  const store = join(folder, "networks");
  expect(await storedNetworks(store)).toEqual([]);
  const { costMs } = await addNetwork(store, path, manifestPath);
  expect(costMs).toBeGreaterThan(0);
  const kept = { manifest, path: join(store, "tiny", "tiny.onnx") };
  expect(await storedNetworks(store)).toEqual([kept]);
  const { model } = await openNetwork(kept.path, (await storedNetwork(store, "tiny")).manifest);
  model.release();
  await removeNetwork(store, "tiny");
  expect(await storedNetworks(store)).toEqual([]);
});

test("a network that fails its check leaves nothing behind", async () => {
  const { folder, path, manifestPath } = makeNetwork(NOT_A_NUMBER, STATEFUL_MANIFEST);
  const store = join(folder, "networks");
  await expect(addNetwork(store, path, manifestPath)).rejects.toMatchObject({ code: "NETWORK_INVALID" });
  expect(readdirSync(folder)).not.toContain("networks");
});

test("a stored file that was changed is found out, and one that was never added is named", async () => {
  const { folder, path, manifestPath } = makeNetwork(STATEFUL, STATEFUL_MANIFEST);
  const store = join(folder, "networks");
  await addNetwork(store, path, manifestPath);
  const kept = await storedNetwork(store, "tiny");
  writeFileSync(kept.path, "changed");
  await expect(openNetwork(kept.path, kept.manifest)).rejects.toMatchObject({
    message: expect.stringContaining("has SHA-256"),
  });
  await expect(storedNetwork(store, "other")).rejects.toMatchObject({
    message: expect.stringContaining("no network other"),
  });
  await expect(removeNetwork(store, "other")).rejects.toMatchObject({ code: "NETWORK_INVALID" });
});
