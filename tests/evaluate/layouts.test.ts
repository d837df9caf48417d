import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { AfarError } from "../../src/base/errors.ts";
import { openVideoFile } from "../../src/frame/video-file.ts";
import { forEachFrame, sampleAt } from "../frame/made-files.ts";
import { findRecordings } from "../../src/evaluate/layouts/layout-choice.ts";
import type { Recording } from "../../src/evaluate/recording.ts";
import type { RatePoint } from "../../src/evaluate/truth.ts";

import {
  codesOf,
  dataSetFolder,
  greyPng,
  type MadeArray,
  waveOf,
  writeHdf5,
  writeMat5,
  writeVideo,
} from "./made-data-sets.ts";

const at = dataSetFolder();

function foundIn(folder: string): { layout: string; recordings: readonly Recording[]; names: string[] } {
  const found = findRecordings(at(folder), null);
  return { ...found, names: found.recordings.map(({ name }) => name) };
}

async function pointsOf(recording: Recording): Promise<readonly RatePoint[]> {
  const rate = (await recording.truth()).pulse?.rate;
  return Array.isArray(rate) ? rate : [];
}

async function ratesOf(recording: Recording): Promise<number[]> {
  return (await pointsOf(recording)).map(({ ratePerMin }) => Math.round(ratePerMin ?? 0));
}

function videoFrames({ playback }: Recording): number {
  if (playback.kind !== "file") throw new TypeError("no file");
  return forEachFrame(openVideoFile(playback.path), () => undefined);
}

describe("afar's own layout", () => {
  test("is every recording beside its truth, at any depth, and nothing else", async () => {
    for (const file of ["a.mp4", "b.traces.csv", "deep/er/b.bvp.csv", "deep/er/b.mkv", "a.md", "a.dark.mp4", "c.mp4"]) {
      writeFileSync(at(`own/${file}`), "");
    }
    for (const stem of ["a", "b", "deep/er/b", "alone"]) {
      writeFileSync(at(`own/${stem}.truth.json`), '{"pulseBpm": 61}');
    }
    const { layout, names, recordings } = foundIn("own");
    expect([layout, names]).toEqual(["afar", ["a.mp4", "b.traces.csv", "deep/er/b.bvp.csv", "deep/er/b.mkv"]]);
    expect((await recordings[0].truth()).pulse?.rate).toBe(61);
  });
});

describe("UBFC-rPPG", () => {
  test("2: three lines give the oximeter's rate per second, from the first stamp on", async () => {
    for (const subject of ["subject10", "subject2"]) {
      writeVideo(at(`ubfc2/${subject}/vid.avi`));
      const seconds = [0.5, 0.6, 1.5, 2.6].map((s) => s.toExponential(7));
      writeFileSync(at(`ubfc2/${subject}/ground_truth.txt`), `1 2 3 4\n 60 62 71 0\n ${seconds.join("   ")}\n`);
    }
    const { layout, names, recordings } = foundIn("ubfc2");
    expect([layout, names]).toEqual(["ubfc-rppg-2", ["subject2/vid.avi", "subject10/vid.avi"]]);
    expect(videoFrames(recordings[0])).toBe(20);
    expect(await pointsOf(recordings[0])).toEqual([
      { tMs: 0, ratePerMin: 61 },
      { tMs: 1000, ratePerMin: 71 },
    ]);
  });

  test("1: four columns give the oximeter's rate, whatever the folder is called", async () => {
    writeVideo(at("ubfc1/after-exercise/vid.avi"));
    writeFileSync(at("ubfc1/after-exercise/gtdump.xmp"), "0,98,97,12\n16,100,97,13\n1010,104,97,14\n");
    const { layout, names, recordings } = foundIn("ubfc1");
    expect([layout, names]).toEqual(["ubfc-rppg-1", ["after-exercise/vid.avi"]]);
    expect(await ratesOf(recordings[0])).toEqual([99, 104]);
  });

  test("with a damaged truth is refused in one sentence that names the file", async () => {
    writeVideo(at("ubfc3/s/vid.avi"));
    writeFileSync(at("ubfc3/s/ground_truth.txt"), "1 2\n60 60\n");
    await expect(foundIn("ubfc3").recordings[0].truth()).rejects.toThrow(/ground_truth\.txt must hold three lines/);
    writeFileSync(at("ubfc3/s/ground_truth.txt"), "1 2\n60 x\n0 1\n");
    await expect(foundIn("ubfc3").recordings[0].truth()).rejects.toThrow(/line 2 holds what is no number/);
  });
});

test("UBFC-Phys: each task's own waveform, 64 Hz, gives its rate and the task its label", async () => {
  for (const [task, rate] of [
    ["T1", 66],
    ["T2", 96],
  ] as const) {
    writeVideo(at(`phys/s1/vid_s1_${task}.avi`));
    writeFileSync(at(`phys/s1/bvp_s1_${task}.csv`), `${waveOf(rate, 64, 14).join("\n")}\n`);
  }
  writeVideo(at("phys/s1/vid_s1_T3.avi"));
  const { layout, names, recordings } = foundIn("phys");
  expect([layout, names]).toEqual(["ubfc-phys", ["s1/vid_s1_T1.avi", "s1/vid_s1_T2.avi"]]);
  expect(await ratesOf(recordings[0])).toEqual([66, 66, 66, 66, 66]);
  expect(await ratesOf(recordings[1])).toEqual([96, 96, 96, 96, 96]);
  expect((await recordings[1].truth()).labels).toEqual({ task: "speech" });
});

describe("PURE", () => {
  const START_NS = 1392643993642815000;

  async function writePure(name: string, pictures: number): Promise<void> {
    const stampNs = (i: number) => START_NS + i * 33_500_000;
    for (let i = 0; i < 4; i++)
      writeFileSync(at(`pure/${name}/${name}/Image${stampNs(i)}.png`), await greyPng(100 + i));
    const images = Array.from({ length: pictures }, (_, i) => ({ Timestamp: stampNs(i) }));
    const packages = [0, 400, 1000].map((ms, i) => ({
      Timestamp: START_NS + ms * 1e6,
      Value: { waveform: 50 + i, pulseRate: 70 + i, o2saturation: 98 },
    }));
    writeFileSync(at(`pure/${name}/${name}.json`), JSON.stringify({ "/FullPackage": packages, "/Image": images }));
  }

  test("pictures come at their own times, and the oximeter's rate counts from the first of them", async () => {
    await writePure("01-02", 4);
    const { layout, names, recordings } = foundIn("pure");
    expect([layout, names]).toEqual(["pure", ["01-02"]]);
    const [{ playback }] = recordings;
    if (playback.kind !== "frames") throw new TypeError("no frames");
    const seen: number[][] = [];
    forEachFrame(await playback.open(), (frame) =>
      seen.push([Math.round(frame.tMs * 10) / 10, sampleAt(frame, 1, 5, 5)]),
    );
    expect(seen).toEqual([
      [0, 100],
      [33.5, 101],
      [67, 102],
      [100.5, 103],
    ]);
    expect(playback.files).toHaveLength(5);
    expect(await pointsOf(recordings[0])).toEqual([
      { tMs: 0, ratePerMin: 70.5 },
      { tMs: 1000, ratePerMin: 72 },
    ]);
    expect((await recordings[0].truth()).labels).toEqual({ motion: "talking" });
  });

  test("a copy that lacks pictures is refused in one sentence", async () => {
    await writePure("02-01", 5);
    const recording = foundIn("pure").recordings.find(({ name }) => name === "02-01");
    if (recording?.playback.kind !== "frames") throw new TypeError("no frames");
    await expect(recording.playback.open()).rejects.toThrow(/names 5 pictures and there are 4/);
  });
});

describe("COHFACE", () => {
  test("the pulse wave in HDF5, 256 Hz, gives the rate, and the session its light", async () => {
    writeVideo(at("cohface/1/0/data.avi"));
    writeVideo(at("cohface/1/3/data.avi"));
    for (const session of [0, 3]) {
      const values = waveOf(72, 256, 12);
      await writeHdf5(at(`cohface/1/${session}/data.hdf5`), [{ name: "pulse", shape: [values.length], values }]);
    }
    const { layout, names, recordings } = foundIn("cohface");
    expect([layout, names]).toEqual(["cohface", ["1/0/data.avi", "1/3/data.avi"]]);
    expect(await ratesOf(recordings[0])).toEqual([72, 72, 72]);
    const lights = await Promise.all(recordings.map(async (recording) => (await recording.truth()).labels.light));
    expect(lights).toEqual(["studio", "natural"]);
  });

  test("the belt in the same file gives the breathing, and a file without one leaves it unknown", async () => {
    const pulse = waveOf(72, 256, 60);
    const belt = pulse.map((_, i) => Math.sin((2 * Math.PI * i) / (256 * 4)));
    for (const [session, arrays] of [
      [0, { pulse, respiration: belt }],
      [1, { pulse }],
    ] as const) {
      writeVideo(at(`cohface3/1/${session}/data.avi`));
      const made = Object.entries(arrays).map(([name, values]) => ({ name, shape: [values.length], values }));
      await writeHdf5(at(`cohface3/1/${session}/data.hdf5`), made);
    }
    const truths = await Promise.all(foundIn("cohface3").recordings.map((recording) => recording.truth()));
    expect(truths.map(({ respiration }) => respiration === null)).toEqual([false, true]);
    const rate = truths[0].respiration?.rate;
    const rates = Array.isArray(rate) ? rate.map(({ ratePerMin }) => ratePerMin) : [];
    expect(rates.length).toBeGreaterThan(45);
    for (const ratePerMin of rates) expect(ratePerMin).toBeCloseTo(15, 1);
  });

  test("a file that is no HDF5, or has no pulse, is refused in one sentence", async () => {
    writeVideo(at("cohface2/1/1/data.avi"));
    writeFileSync(at("cohface2/1/1/data.hdf5"), "no");
    await expect(foundIn("cohface2").recordings[0].truth()).rejects.toThrow(/data\.hdf5 cannot be read as HDF5/);
    await writeHdf5(at("cohface2/1/1/data.hdf5"), [{ name: "time", shape: [1], values: [0] }]);
    await expect(foundIn("cohface2").recordings[0].truth()).rejects.toThrow(/no data set named pulse/);
  });
});

describe("MMPD", () => {
  const [FRAMES, HEIGHT, WIDTH] = [360, 4, 3];
  const level = (frame: number, y: number, x: number, channel: number) =>
    (frame + 50 * y + 60 * x + 20 * channel) % 256;
  /** In storage order: the frame changes fastest, the channel slowest. */
  const video = [0, 1, 2].flatMap((channel) =>
    [0, 1, 2].flatMap((x) =>
      [0, 1, 2, 3].flatMap((y) => Array.from({ length: FRAMES }, (_, frame) => level(frame, y, x, channel))),
    ),
  );
  const wave = waveOf(78, 30, 12);

  function arrays(scale: number, kind: "double" | "uint8", reversed: boolean): MadeArray[] {
    const shaped = (shape: number[]) => (reversed ? shape.toReversed() : shape);
    const text = (name: string, value: string): MadeArray => ({
      name,
      shape: shaped([1, value.length]),
      values: codesOf(value),
      kind: "text",
    });
    return [
      { name: "video", shape: shaped([FRAMES, HEIGHT, WIDTH, 3]), values: video.map((value) => value * scale), kind },
      { name: "GT_ppg", shape: shaped([1, wave.length]), values: wave },
      text("light", "LED-low"),
      text("motion", "Walking"),
      { name: "skin_color", shape: [1, 1], values: [5], kind: "uint8" },
    ];
  }

  test.each([
    ["version 5", (path: string) => writeMat5(path, arrays(1 / 255, "double", false), false)],
    ["version 5, compressed", (path: string) => writeMat5(path, arrays(1 / 255, "double", false), true)],
    ["version 5, bytes", (path: string) => writeMat5(path, arrays(1, "uint8", false), false)],
    ["version 7.3", (path: string) => writeHdf5(path, arrays(1 / 255, "double", true))],
    ["version 7.3, bytes", (path: string) => writeHdf5(path, arrays(1, "uint8", true))],
  ])("a MAT-file of %s gives every pixel of the video, the rate and the labels", async (kind, write) => {
    const folder = `mmpd ${kind}`;
    await write(at(`${folder}/subject1/p1_0.mat`));
    const { layout, names, recordings } = foundIn(folder);
    expect([layout, names]).toEqual(["mmpd", ["subject1/p1_0.mat"]]);
    const [{ playback }] = recordings;
    if (playback.kind !== "frames") throw new TypeError("no frames");
    const source = await playback.open();
    expect(source.info).toMatchObject({ widthPx: WIDTH, heightPx: HEIGHT, rateHz: 30 });
    const wrong: string[] = [];
    const count = forEachFrame(source, (frame, i) => {
      if (Math.abs(frame.tMs - (1000 * i) / 30) > 1e-6) wrong.push(`time of ${i}`);
      for (let y = 0; y < HEIGHT; y++) {
        for (let x = 0; x < WIDTH; x++) {
          for (let c = 0; c < 3; c++)
            if (sampleAt(frame, c, x, y) !== level(i, y, x, c)) wrong.push(`${i} ${y} ${x} ${c}`);
        }
      }
    });
    expect([count, wrong]).toEqual([FRAMES, []]);
    expect(await ratesOf(recordings[0])).toEqual([78, 78, 78]);
    expect((await recordings[0].truth()).labels).toEqual({ light: "LED-low", motion: "Walking", skinTone: "5" });
  });

  test("a file that lacks the wave, is cut off, or is no MAT-file, is refused in one sentence", async () => {
    writeMat5(at("mmpd2/p1_0.mat"), arrays(1, "uint8", false).slice(0, 1), true);
    writeFileSync(at("mmpd2/p1_1.mat"), "no");
    for (const [name, compressed] of [
      ["p1_2", true],
      ["p1_3", false],
    ] as const) {
      writeMat5(at(`mmpd2/${name}.mat`), arrays(1, "uint8", false), compressed);
      writeFileSync(at(`mmpd2/${name}.mat`), readFileSync(at(`mmpd2/${name}.mat`)).subarray(0, 500));
    }
    const [waveless, text, ...cut] = foundIn("mmpd2").recordings;
    await expect(waveless.truth()).rejects.toThrow(/p1_0\.mat holds no GT_ppg/);
    await expect(text.truth()).rejects.toThrow(/p1_1\.mat cannot be read as HDF5/);
    expect(cut).toHaveLength(2);
    for (const { playback } of cut) {
      if (playback.kind !== "frames") throw new TypeError("no frames");
      await expect(playback.open()).rejects.toThrow(AfarError);
    }
  });
});

describe("a folder", () => {
  test("without any recording with truth is refused in one sentence that names it and the layouts tried", () => {
    writeFileSync(at("empty/notes.txt"), "");
    expect(() => findRecordings(at("empty"), null)).toThrow(AfarError);
    expect(() => findRecordings(at("empty"), null)).toThrow(
      /empty holds no recording with truth \(layouts tried: afar, ubfc/,
    );
    expect(() => findRecordings(at("own"), "pure")).toThrow(
      /own holds no recording with truth \(layouts tried: pure\)/,
    );
  });

  test("that is missing, is a file, or an unknown layout is refused", () => {
    expect(() => findRecordings(join(at("own"), "none"), null)).toThrow(/none does not exist/);
    expect(() => findRecordings(at("own/a.mp4"), null)).toThrow(/a\.mp4 is no folder/);
    expect(() => findRecordings(at("own"), "vipl")).toThrow(/--layout vipl is not known: give one of afar, /);
  });
});
