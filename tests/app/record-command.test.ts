import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { openVideoFile } from "../../src/frame/video-file.ts";
import { afar } from "../command-line.ts";
import { recordingPath, testWithRecordings } from "../recordings.ts";

const folder = mkdtempSync(join(tmpdir(), "afar-record-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const MAIN = resolve(import.meta.dirname, "../../dist/main.js");

describe("afar record", () => {
  testWithRecordings(
    "of a video replays to the byte like the video, and stores no picture",
    async () => {
      const video = recordingPath("video/face.mp4");
      const out = join(folder, "face");
      const recorded = await afar("record", "--source", video, "--out", out, "--seconds", "4");
      expect(recorded).toMatchObject({ code: 0, out: "" });
      expect(recorded.err).toMatch(/biometric/);
      expect(recorded.err).toMatch(/4\.0 s recorded/);
      expect(readdirSync(out)).toEqual(["run-0001-part-0001.mcap"]);
      const [live, again] = [
        await afar("replay", video, "--json", "--movement", "--seconds", "4"),
        await afar("replay", out, "--json", "--movement"),
      ];
      expect(live.out.split("\n").length).toBeGreaterThan(4);
      expect(again).toEqual(live);
    },
    120_000,
  );

  testWithRecordings(
    "stores pictures only where they were asked for with a reason; lossless means that no sample differs",
    async () => {
      const video = recordingPath("video/face.mp4");
      const out = join(folder, "pictures");
      const args = ["--source", video, "--out", out, "--seconds", "1", "--video", "lossless"];
      expect(await afar("record", ...args)).toMatchObject({ code: 2, err: expect.stringMatching(/--reason/) });
      expect(existsSync(out)).toBe(false);
      expect(await afar("record", ...args, "--reason", "the lens is checked")).toMatchObject({ code: 0 });
      const copy = join(out, "run-0001.mkv");
      expect(statSync(copy).mode & 0o777).toBe(0o600);
      const [first, second] = [openVideoFile(video), openVideoFile(copy)];
      let frames = 0;
      for (let kept = second.next(); kept; kept = second.next()) {
        const shown = first.next();
        frames++;
        kept.channels.forEach(({ data, offset, strideBytes }, c) => {
          const original = shown?.channels[c];
          const [width, height] = c === 0 ? [kept.widthPx, kept.heightPx] : [kept.widthPx >> 1, kept.heightPx >> 1];
          for (let y = 0; y < height; y++) {
            const row = Buffer.from(data.subarray(offset + y * strideBytes, offset + y * strideBytes + width));
            const at = (original?.offset ?? 0) + y * (original?.strideBytes ?? 0);
            expect(row.equals(original?.data.subarray(at, at + width) ?? row.fill(0))).toBe(true);
          }
        });
      }
      expect(frames).toBeGreaterThan(20);
      for (const source of [first, second]) source.close();
    },
    120_000,
  );

  testWithRecordings(
    "of a live source ends with Ctrl-C, exit 0 and a recording that replays",
    async () => {
      const out = join(folder, "live");
      const args = [
        MAIN,
        "record",
        "--source",
        `loop:${recordingPath("video/face.mp4")}`,
        "--out",
        out,
        "--no-landmarks",
      ];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
      let told = "";
      child.stderr.on("data", (piece: Buffer) => {
        told += piece.toString();
      });
      const part = join(out, "run-0001-part-0001.mcap");
      const grown = setInterval(() => {
        if (!existsSync(part) || statSync(part).size < 150_000) return;
        clearInterval(grown);
        child.kill("SIGINT");
      }, 100);
      const code = await new Promise((done) => child.once("close", done));
      expect({ code, told }).toMatchObject({ code: 0, told: expect.stringMatching(/s recorded/) });
      expect(told).not.toMatch(/biometric/);
      const { code: replayedCode, out: lines, err } = await afar("replay", out, "--json");
      expect(replayedCode).toBe(0);
      expect(err).toMatch(/recorded without landmarks/);
      expect(
        lines
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line).tMs),
      ).toContain(1000);
    },
    120_000,
  );

  test("of a source that is not understood says so in one line", async () => {
    const answer = await afar("record", "--source", "ftp://camera/x", "--out", join(folder, "none"));
    expect(answer).toMatchObject({ code: 2, out: "" });
    expect(answer.err.trim().split("\n")).toHaveLength(1);
  });
});
