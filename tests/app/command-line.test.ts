import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createVideoWriter } from "../../src/frame/video-writer.ts";
import { afar } from "../command-line.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "afar-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Exactly one line, without a stack trace. */
function expectOneSentence(err: string, ...parts: string[]): void {
  expect(err.trim().split("\n")).toHaveLength(1);
  expect(err).not.toContain("    at ");
  for (const part of parts) expect(err).toContain(part);
}

describe("a user's mistake is told in one sentence with exit 2", () => {
  test("a missing file", async () => {
    const { code, err } = await afar("replay", join(folder, "nowhere.mp4"));
    expect(code).toBe(2);
    expectOneSentence(err, "nowhere.mp4");
  });

  test("a text file named .mp4", async () => {
    const path = join(folder, "text.mp4");
    writeFileSync(path, "this is no video\n".repeat(100));
    const { code, err } = await afar("replay", path, "--json");
    expect(code).toBe(2);
    expectOneSentence(err, "text.mp4");
  });

  test.each([
    ["an unknown verb", ["frobnicate"]],
    ["a missing argument", ["replay"]],
    ["an unknown option", ["replay", "x.mp4", "--loud"]],
    ["a speed that is no number", ["replay", "x.mp4", "--speed", "fast"]],
    ["a negative start", ["replay", "x.mp4", "--start", "-3"]],
    ["a port that is no number", ["serve", "--port", "eighty"]],
    ["a port that no box has", ["serve", "--port", "99999"]],
    ["a scenario to serve that is nowhere", ["serve", "--source", "phantom:nope", "--port", "0"]],
    ["a scenario to serve that ends", ["serve", "--source", "phantom:apnoea", "--port", "0"]],
    ["a file to serve that is nowhere", ["serve", "--source", "nowhere.mp4", "--port", "0"]],
    ["a demonstration beside a source", ["serve", "--demo", "--source", "x.mp4", "--port", "0"]],
    ["no verb at all", []],
  ])("%s", async (_name, args) => {
    const { code, err, out } = await afar(...args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expectOneSentence(err, "afar: ");
  });

  test("a busy port, with the way out", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => blocker.once("listening", resolve));
    const { port } = blocker.address() as AddressInfo;
    const { code, err } = await afar("serve", "--port", String(port));
    blocker.close();
    expect(code).toBe(2);
    expectOneSentence(err, String(port), "--port");
  });
});

describe("a video that cannot serve", () => {
  function write(name: string, sizePx: number, frames: number): string {
    const path = join(folder, name);
    const shape = { widthPx: sizePx, heightPx: sizePx, rateHz: 30 };
    const colour = { model: "yuv", range: "limited", matrix: "bt601" } as const;
    const writer = createVideoWriter(path, { ...shape, codec: name.endsWith(".mp4") ? "h264" : "ffv1", colour });
    const y = new Uint8Array(sizePx * sizePx).fill(90);
    const chroma = new Uint8Array(Math.ceil(sizePx / 2) ** 2).fill(128);
    for (let i = 0; i < frames; i++) {
      y[i % y.length] = 200;
      writer.write({ y, u: chroma, v: chroma }, (i * 1000) / 30);
    }
    writer.close();
    return path;
  }

  test("that is truncated yields what it held, then says so with exit 2", async () => {
    const whole = write("whole.mkv", 160, 150);
    const cut = join(folder, "cut.mkv");
    copyFileSync(whole, cut);
    const bytes = readFileSync(whole);
    writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    const { code, out, err } = await afar("replay", cut, "--json");
    expect(code).toBe(2);
    expect(out.trim().split("\n").length).toBeGreaterThanOrEqual(2);
    for (const line of out.trim().split("\n")) expect(JSON.parse(line).pulse.rateBpm).toBeNull();
    expectOneSentence(err, "cut.mkv");
  });

  test("that is damaged in its middle yields what can be decoded, then says so with exit 2", async () => {
    const path = write("damaged.mp4", 160, 150);
    const bytes = readFileSync(path);
    // Among the pictures: the index is no part of them, wherever it stands.
    const data = bytes.indexOf("mdat") + 4;
    const middle = data + Math.round((bytes.readUInt32BE(data - 8) - 8) / 2);
    writeFileSync(path, bytes.fill(0, middle, middle + 500));
    const { code, out, err } = await afar("replay", path, "--json");
    expect(code).toBe(2);
    expect(out.trim().split("\n").length).toBeGreaterThanOrEqual(4);
    expectOneSentence(err, "damaged.mp4 is damaged");
  });

  test("that has no picture of a usable size is refused with exit 2", async () => {
    const { code, err } = await afar("replay", write("tiny.mkv", 2, 30));
    expect(code).toBe(2);
    expectOneSentence(err, "tiny.mkv");
  });
});

test("a patient is rendered into a folder that is not there yet, as the first commands of the README ask for", async () => {
  const scenario = join(folder, "short.json");
  writeFileSync(scenario, JSON.stringify({ about: "A second.", durationS: 1 }));
  const out = join(folder, "data", "new", "short.mp4");
  const { code, out: told } = await afar("phantom", scenario, "--out", out);
  expect(code).toBe(0);
  expect(told).toBe(`${out}\n${join(folder, "data", "new", "short.truth.json")}\n`);
  for (const path of told.trim().split("\n")) expect(existsSync(path)).toBe(true);

  const { code: refused, err } = await afar("phantom", scenario, "--out", join(scenario, "below-a-file.mp4"));
  expect(refused).toBe(2);
  expectOneSentence(err, "below-a-file.mp4", "cannot be written");
});

test("a wave that cannot be written is told in one sentence", async () => {
  const recording = join(folder, "flat.bvp.csv");
  writeFileSync(recording, `tMs,bvp\n${Array.from({ length: 60 }, (_, i) => `${i * 33},1`).join("\n")}\n`);
  const nowhere = await afar("replay", recording, "--wave", join(folder, "nowhere", "wave.bvp.csv"));
  expect(nowhere.code).toBe(2);
  expectOneSentence(nowhere.err, "wave.bvp.csv", "--wave");
  const full = await afar("replay", recording, "--wave", "/dev/full");
  expect(full.code).toBe(1);
  expectOneSentence(full.err, "/dev/full does not fit on its disk");
});
