import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { build } from "esbuild";
import { beforeAll, expect, test } from "vitest";

import { regularStamps, temporaryFolder, writeEvenVideo } from "./made-files.ts";

const require = createRequire(import.meta.url);
const SOURCES = resolve(import.meta.dirname, "../../src/frame");
const file = temporaryFolder();
const run = promisify(execFile);

/** A program that reads the files it is given, writes a video, frees all at once and ends by itself. */
const PROGRAM = `
  import { createVideoWriter } from "./video-writer.ts";
  import { openVideoFile } from "./video-file.ts";
  const [target, ...paths] = process.argv.slice(2);
  for (const path of paths) {
    try {
      const source = openVideoFile(path);
      let frames = 0;
      while (source.next()) frames += 1;
      console.log(frames);
    } catch (error) {
      console.log(error.code);
    }
    globalThis.gc();
  }
  for (const codec of ["h264", "hevc", "vp9", "mjpeg", "ffv1"]) {
    const colour = { range: "limited", matrix: "bt601" };
    const writer = createVideoWriter(target, { widthPx: 64, heightPx: 64, rateHz: 30, codec, colour });
    const planes = { y: new Uint8Array(4096), u: new Uint8Array(1024), v: new Uint8Array(1024) };
    for (let i = 0; i < 5; i += 1) writer.write(planes, i * 33);
    writer.close();
    globalThis.gc();
  }
  console.log("end");
`;

beforeAll(async () => {
  await build({
    stdin: { contents: PROGRAM, resolveDir: SOURCES, loader: "ts" },
    outfile: file("program.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    plugins: [
      {
        name: "packages stay where they are installed",
        setup: (bundler) =>
          bundler.onResolve({ filter: /^node-av/ }, ({ path }) => ({
            path: pathToFileURL(require.resolve(path)).href,
            external: true,
          })),
      },
    ],
  });
});

test("a process that read good and bad videos ends well, and FFmpeg wrote no line of its own", async () => {
  const colour = { range: "limited", matrix: "bt601" } as const;
  const options = { widthPx: 96, heightPx: 64, rateHz: 30, codec: "h264", colour } as const;
  writeEvenVideo(file("good.mp4"), options, regularStamps(30, 30), (index) => [50 + index, 120, 130]);
  const good = readFileSync(file("good.mp4"));
  const damaged = Buffer.from(good);
  for (let at = damaged.indexOf("mdat") + 20; at < damaged.length; at += 37) damaged[at] ^= 255;
  writeFileSync(file("damaged.mp4"), damaged);
  writeFileSync(file("cut.mp4"), good.subarray(0, good.length - 300));
  writeFileSync(file("text.mp4"), "no video at all ".repeat(100));
  const paths = ["good.mp4", "damaged.mp4", "cut.mp4", "text.mp4"].map(file);
  const { stdout, stderr } = await run(process.execPath, [
    "--expose-gc",
    file("program.mjs"),
    file("out.mkv"),
    ...paths,
  ]);
  const lines = stdout.trim().split("\n");
  expect(stderr).toBe("");
  expect(lines).toHaveLength(5);
  expect(lines[0]).toBe("30");
  expect(lines[3]).toBe("FILE_UNREADABLE");
  expect(lines[4]).toBe("end");
});
