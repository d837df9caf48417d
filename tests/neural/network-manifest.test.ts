import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { parseManifest } from "../../src/neural/network-manifest.ts";

import { STATEFUL_MANIFEST, WINDOWED_MANIFEST } from "./made-networks.ts";

const sha256 = "0".repeat(64);
const parsed = (manifest: object) => parseManifest(JSON.stringify(manifest), "tiny.json");
const refusal = (sentence: RegExp) =>
  expect.objectContaining({ code: "NETWORK_INVALID", message: expect.stringMatching(sentence) });

describe("a manifest", () => {
  test("that ships names what is known of the published file", () => {
    const path = join(import.meta.dirname, "../../fixtures/networks/me-rppg.json");
    const manifest = parseManifest(readFileSync(path, "utf8"), path);
    expect(manifest).toMatchObject({ name: "me-rppg", licence: "MIT", kind: "frame", warmUpS: 0 });
    expect(manifest.sha256).toBe("9e0277fa4c0fb486c52818775fc83450901fc4d76e0ff98da64124443211e093");
    expect(manifest.states).toHaveLength(36);
    const docs = readFileSync(join(import.meta.dirname, "../../docs/networks.md"), "utf8");
    expect(docs).toContain(manifest.sha256);
    expect(docs).toContain(manifest.source);
  });

  test("of either kind is taken", () => {
    expect(parsed({ ...STATEFUL_MANIFEST, sha256 }).kind).toBe("frame");
    expect(parsed({ ...WINDOWED_MANIFEST, sha256 }).window).toEqual({ frames: 6, hopFrames: 2 });
  });

  test.each<[RegExp, object]>([
    [/tiny.json: manifest.sha256 must be 64 hexadecimal digits/, { sha256: "abc" }],
    [/manifest.colour is not known/, { colour: "rgb" }],
    [/manifest.file must be a file's name without a folder/, { file: "../x.onnx" }],
    [/manifest.window is missing/, { kind: "window" }],
    [/manifest.window belongs to a network of kind window/, { window: { frames: 4, hopFrames: 2 } }],
    [/layout must be letters/, { picture: { ...STATEFUL_MANIFEST.picture, layout: "BHHC" } }],
    [/layout must name H, W and C/, { picture: { ...STATEFUL_MANIFEST.picture, layout: "BTH" } }],
    [/deviation must not be 0/, { picture: { ...STATEFUL_MANIFEST.picture, deviation: [1, 0, 1] } }],
    [/lowestBpm must be below highestBpm/, { lowestBpm: 200 }],
    [/lowestHz must not be above highestHz/, { lowestHz: 60 }],
  ])("with a fault is refused in one sentence: %s", (sentence, change) => {
    expect(() => parsed({ ...STATEFUL_MANIFEST, sha256, ...change })).toThrow(refusal(sentence));
  });

  test("of a window whose hop is longer than it, or that has a state, is refused", () => {
    const manifest = { ...WINDOWED_MANIFEST, sha256 };
    const window = { frames: 6, hopFrames: 7 };
    expect(() => parsed({ ...manifest, window })).toThrow(refusal(/hopFrames must not be above frames/));
    const { states } = STATEFUL_MANIFEST;
    expect(() => parsed({ ...manifest, states })).toThrow(refusal(/states and timeStep belong to kind frame/));
  });

  test("that is no JSON is refused", () => {
    expect(() => parseManifest("name = 'x'", "tiny.json")).toThrow(refusal(/tiny.json is not JSON/));
  });
});
