import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { DEMONSTRATION } from "../../../src/app/bed-plan.ts";
import { findConfiguration, readConfiguration } from "../../../src/app/configuration/configuration-file.ts";
import { planServe } from "../../../src/app/serve-plan.ts";

const folder = mkdtempSync(join(tmpdir(), "afar-configuration-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
}
const fails = (code: string, ...parts: string[]) =>
  expect.objectContaining({ code, message: expect.stringMatching(parts.join(".*")) });

describe("a configuration is read", () => {
  test("without its byte order mark, and with its line ends", () => {
    expect(readConfiguration(file("bom.toml", "\uFEFFa = 1\r\n"))).toBe("a = 1\r\n");
  });

  test("or refused with the line where it is not UTF-8", () => {
    const bytes = Buffer.concat([
      Buffer.from("# Bettpl\u00e4tze\nlabel = 'B"),
      Buffer.from([0xe4]),
      Buffer.from("'\n"),
    ]);
    expect(() => readConfiguration(file("latin.toml", bytes))).toThrow(
      fails("CONFIG_INVALID", "latin.toml line 2", "UTF-8"),
    );
  });

  test("or refused where it is far too long, no file, not there or not readable", () => {
    const long = file("long.toml", Buffer.alloc(10 << 20, "#"));
    expect(() => readConfiguration(long)).toThrow(fails("CONFIG_INVALID", "long.toml", "10.0 MB"));
    expect(() => readConfiguration(folder)).toThrow(fails("CONFIG_INVALID", "is no file"));
    expect(() => readConfiguration("/dev/zero")).toThrow(fails("CONFIG_INVALID", "/dev/zero is no file"));
    expect(() => readConfiguration(join(folder, "none.toml"))).toThrow(fails("FILE_MISSING", "none.toml"));
  });
});

describe("a configuration is found", () => {
  const here = join(folder, "here");
  const home = join(folder, "home");
  const elsewhere = join(folder, "elsewhere");
  mkdirSync(elsewhere);
  const local = file("here/afar.toml", "");
  const ofUser = file("home/.config/afar/afar.toml", "");

  test.each([
    ["by its option before all others", "x.toml", { AFAR_CONFIG: "y.toml", HOME: home }, here, join(here, "x.toml")],
    [
      "by AFAR_CONFIG, whether it is there or not",
      undefined,
      { AFAR_CONFIG: "y.toml", HOME: home },
      here,
      join(here, "y.toml"),
    ],
    ["in the folder, with an empty AFAR_CONFIG too", undefined, { AFAR_CONFIG: "", HOME: home }, here, local],
    ["in the user's own folder", undefined, { HOME: home }, elsewhere, ofUser],
    ["nowhere", undefined, { HOME: elsewhere }, elsewhere, null],
  ])("%s", (_name, asked, env, cwd, path) => {
    expect(findConfiguration(asked, env, cwd)).toBe(path);
  });

  test("also as a link that leads nowhere, which is then refused", () => {
    const broken = join(folder, "broken");
    mkdirSync(broken);
    symlinkSync(join(folder, "gone.toml"), join(broken, "afar.toml"));
    const options = { source: [] };
    expect(() => planServe(options, { HOME: elsewhere }, broken)).toThrow(fails("FILE_MISSING", "afar.toml"));
  });
});

describe("a station that is to serve", () => {
  const box = join(folder, "box");
  const empty = join(folder, "empty");
  const here = join(folder, "sources");
  mkdirSync(empty);
  for (const [name, text] of [
    ["numbers.MCAP", "numbers"],
    ["face.traces.csv", "tMs"],
    ["nothing.mp4", ""],
  ])
    file(`sources/${name}`, text);
  const path = file("box/afar.toml", 'station.port = 9000\n[[beds]]\nid = "7"\nsource = "rtsp://192.0.2.1/a"\n');
  const env = { HOME: empty };

  test("shows a demonstration where nobody has configured it", () => {
    const plan = planServe({ source: [] }, env, empty);
    expect(plan).toMatchObject({ beds: DEMONSTRATION, port: 8080, isDemonstration: true, configured: null });
  });

  test("shows the configured beds, and never a demonstration", () => {
    const plan = planServe({ source: [] }, env, box);
    expect(plan).toMatchObject({ port: 9000, isDemonstration: false, configured: { path } });
    expect(plan.beds).toEqual([{ bed: "7", label: "Bed 7", source: "rtsp://192.0.2.1/a", demo: false }]);
    expect(() => planServe({ source: [], demo: true }, env, box)).toThrow(fails("USAGE", "shows no demonstration"));
  });

  test("takes a port from the command line before the file's", () => {
    expect(planServe({ source: [], port: 0 }, env, box).port).toBe(0);
  });

  test("does not start on a file with a fault, and says where it is", () => {
    const bad = file("bad/afar.toml", "[beds]\n");
    expect(() => planServe({ source: [], config: bad }, env, empty)).toThrow(fails("CONFIG_INVALID", "line 1"));
  });

  test("takes sources from the command line, and says which file it leaves aside", () => {
    file("box/x.mp4", "video");
    const plan = planServe({ source: ["x.mp4"] }, env, box);
    expect(plan).toMatchObject({ configured: null, unusedPath: path, beds: [{ source: "x.mp4" }] });
    expect(() => planServe({ source: ["x.mp4"], config: path }, env, box)).toThrow(
      fails("USAGE", "--config and --source"),
    );
  });

  test.each([
    ["a scenario that nobody has written", "phantom:photo-nodd", "FILE_MISSING", "did you mean photo-nod"],
    ["a file that is not there", "nowhere.mp4", "FILE_MISSING", "nowhere.mp4 does not exist"],
    ["a file to be looped that is not there", "loop:nowhere.mp4", "FILE_MISSING", "nowhere.mp4 does not exist"],
    ["a scheme that is mistyped", "rstp://ward:secret@192.0.2.1/a", "USAGE", "did you mean rtsp:?"],
    ["a camera that is named as a file", "/dev/video0", "USAGE", "v4l2:/dev/video0"],
    ["nothing", " ", "USAGE", "is empty"],
    ["a scenario that ends", "phantom:apnoea", "SCENARIO_INVALID", "render it once with afar phantom"],
    ["recorded numbers", "numbers.MCAP", "NO_VIDEO", "afar replay"],
    ["recorded numbers that are to be looped", "loop:face.traces.csv", "NO_VIDEO", "afar replay"],
    ["a folder", ".", "NO_VIDEO", "holds no video"],
    ["an empty file", "nothing.mp4", "FILE_UNREADABLE", "nothing.mp4 is empty"],
  ])("does not start for %s, beside a camera that may yet come", (_name, source, code, sentence) => {
    const asked = () => planServe({ source: ["rtsp://192.0.2.1/a", source] }, env, here);
    expect(asked).toThrow(fails(code, sentence));
    expect(asked).not.toThrow(/secret/);
  });

  test("waits for cameras that are missing, and marks what is rendered however it is written", () => {
    const source = ["rtsp://192.0.2.1/a", "v4l2:/dev/video99", "phantom:photo", "PHANTOM:photo"];
    expect(planServe({ source }, env, empty).beds.map(({ demo }) => demo)).toEqual([false, false, true, true]);
  });
});
