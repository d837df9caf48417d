import { readFileSync, writeFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { afar } from "../command-line.ts";

import { dataSetFolder, greyPng, waveOf, writeVideo } from "./made-data-sets.ts";

const at = dataSetFolder();

function writeWave(path: string, samples: readonly number[], fsHz: number): void {
  const rows = samples.map((value, i) => `${((1000 * i) / fsHz).toFixed(1)},${value}`);
  writeFileSync(path, `tMs,bvp\n${rows.join("\n")}\n`);
}

describe("afar evaluate", () => {
  test("holds waveforms against their truth, tells it as one object and writes the page", async () => {
    writeWave(at("waves/steady.bvp.csv"), waveOf(72, 30, 24), 30);
    writeFileSync(at("waves/steady.truth.json"), '{"pulseBpm": 72, "toleranceBpm": 2, "source": "made"}');
    writeWave(at("waves/flat.bvp.csv"), new Array(600).fill(3), 30);
    writeFileSync(at("waves/flat.truth.json"), '{"pulseBpm": null}');
    const first = await afar("evaluate", at("waves"), "--json", "--report", at("out/report.html"));
    expect([first.code, first.err]).toEqual([0, ""]);
    const report = JSON.parse(first.out);
    expect(report.layout).toBe("afar");
    expect(report.recordings.map((each: { name: string }) => each.name)).toEqual(["flat.bvp.csv", "steady.bvp.csv"]);
    expect(report.overall.pulse).toMatchObject({ recordings: 2, ratedSeconds: 13, silentSeconds: 20 });
    expect(readFileSync(at("out/report.html"), "utf8").includes("Investigational, not for clinical use.")).toBe(true);
    expect(await afar("evaluate", at("waves"), "--json")).toEqual(first);
  });

  test("replays pictures of a data set that are no video file", async () => {
    const stampNs = (i: number) => 1392643993642815000 + i * 100_000_000;
    const pictures = 140;
    const grey = await greyPng(120);
    for (let i = 0; i < pictures; i++) writeFileSync(at(`pure/01-01/01-01/Image${stampNs(i)}.png`), grey);
    const stamps = Array.from({ length: pictures }, (_, i) => ({ Timestamp: stampNs(i), Value: { pulseRate: 66 } }));
    writeFileSync(at("pure/01-01/01-01.json"), JSON.stringify({ "/FullPackage": stamps, "/Image": stamps }));
    const { code, out, err } = await afar("evaluate", at("pure"));
    expect([code, err]).toEqual([0, ""]);
    expect(out.replace(/ +/g, " ")).toMatch(/^01-01 3 0 % 3 /m);
  });

  test("lists what it could not replay, evaluates the rest and ends with 2", async () => {
    writeWave(at("mixed/good.bvp.csv"), waveOf(72, 30, 20), 30);
    writeFileSync(at("mixed/bad.mp4"), "no video");
    for (const name of ["good", "bad"]) writeFileSync(at(`mixed/${name}.truth.json`), '{"pulseBpm": 72}');
    const { code, out, err } = await afar("evaluate", at("mixed"));
    expect(code).toBe(2);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    expect(err).toMatch(
      /^afar: 1 of 2 recordings could not be evaluated, the first being bad\.mp4: .*bad\.mp4 cannot be read/,
    );
    expect(out).toMatch(/^good\.bvp\.csv/m);
    expect(out).toMatch(/^bad\.mp4: not evaluated; /m);
  });

  test.each([
    ["an empty folder", "nothing", /holds no recording with truth/],
    ["a missing folder", "absent/none", /does not exist/],
    ["a file", "file.mp4", /is no folder/],
    ["recordings whose truth says nothing", "silent", /no truth to hold against a rate/],
  ])("refuses %s in one sentence, with 2", async (_, path, sentence) => {
    at("nothing/x");
    writeFileSync(at("file.mp4"), "");
    writeVideo(at("silent/a.avi"));
    writeFileSync(at("silent/a.truth.json"), '{"source": "unknown"}');
    const { code, out, err } = await afar("evaluate", at(path));
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(sentence);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  test("refuses an unknown layout, no jobs at all and a page that cannot be written", async () => {
    writeWave(at("one/a.bvp.csv"), waveOf(72, 30, 14), 30);
    writeFileSync(at("one/a.truth.json"), '{"pulseBpm": 72}');
    expect(await afar("evaluate", at("one"), "--layout", "vipl")).toMatchObject({ code: 2, out: "" });
    expect(await afar("evaluate", at("one"), "--jobs", "0")).toMatchObject({ code: 2, out: "" });
    const { code, err } = await afar("evaluate", at("one"), "--report", `${at("one")}/none/report.html`);
    expect(code).toBe(2);
    expect(err).toMatch(/report\.html cannot be written/);
  });
});
