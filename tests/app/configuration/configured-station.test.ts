import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

import { afterAll, describe, expect, test, vi } from "vitest";

import { afar } from "../../command-line.ts";
import { startRunningStation } from "../../station/running-station.ts";

const folder = mkdtempSync(join(tmpdir(), "afar-configured-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
const BAD = '[station]\nprot = 1\n\n[[beds]]\nid = "1"\nsorce = "rtsp://u:geheim@192.0.2.1/a"\n';
const camera = (id: string, device: string, label: string) =>
  `[[beds]]\nid = "${id}"\nlabel = "${label}"\nsource = "v4l2:${join(folder, device)}"\n`;

describe("afar config check", () => {
  test("lists every fault, with the file's path as it was given, and ends with 2", async () => {
    const path = relative(process.cwd(), file("bad.toml", BAD));
    const { code, out, err } = await afar("config", "check", path);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err.trim().split("\n")).toEqual([
      `afar: ${path} line 2: station.prot is not known; did you mean port?`,
      `afar: ${path} line 6: beds[1].sorce is not known; did you mean source?`,
    ]);
  });

  test("shows what will run, warns of a password in the open and never prints it", async () => {
    const path = file(
      "open.toml",
      `[[beds]]\nid = "1"\nsource = "rtsp://u:geheim@192.0.2.1/a?pw=geheim"\n${camera("2", "none", "B")}`,
    );
    const { code, out, err } = await afar("config", "check", path);
    expect(code).toBe(0);
    expect(out).toMatch(/^1 +Bed 1 +rtsp:\/\/192\.0\.2\.1\/a +signs in +adult, PR 50-120/m);
    expect(err).toContain("line 3: beds[1].source holds a password in the open");
    expect(err).toContain(`line 7: beds[2].source names ${join(folder, "none")}, which is not there now`);
    const json = await afar("config", "check", path, "--json");
    expect(JSON.parse(json.out)).toMatchObject({
      sound: true,
      faults: [],
      warnings: [{ line: 3, key: "beds[1].source" }, { line: 7 }],
      configuration: { port: 8080, beds: [{ bed: "1", source: "rtsp://192.0.2.1/a", demo: false }, { bed: "2" }] },
    });
    for (const text of [out, err, json.out, json.err]) expect(text).not.toContain("geheim");
  });

  test("prints a schema that names every part of the file", async () => {
    const { out } = await afar("config", "schema");
    expect(Object.keys(JSON.parse(out).properties)).toEqual([
      "station",
      "tls",
      "accounts",
      "camera",
      "alarms",
      "history",
      "replay",
      "receivers",
      "beds",
    ]);
  });
});

test("a station does not start on a faulty file, and tells the first fault", async () => {
  const path = relative(process.cwd(), file("bad.toml", BAD));
  const { code, out, err } = await afar("serve", "--port", "0", "--config", path);
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(err).toContain(`${path} line 2: station.prot is not known; did you mean port? (and 1 more: see afar config`);
  expect(err.trim().split("\n")).toHaveLength(1);
});

test("a configured camera that is missing is told as lost, and beds come, go and change beside it undisturbed", async () => {
  const path = file("ward.toml", camera("a", "video-a", "Window") + camera("b", "video-b", "Door"));
  const station = await startRunningStation(["--config", path]);
  const bedsOf = async () => {
    const answer = await fetch(`http://127.0.0.1:${station.port}/api/beds`);
    return ((await answer.json()) as { beds: { bed: string; label: string; demo: boolean; state: string }[] }).beds;
  };
  const options = { timeout: 20_000, interval: 200 };
  try {
    await vi.waitFor(async () => {
      expect(await bedsOf()).toMatchObject([
        { bed: "a", label: "Window", demo: false, state: "source-lost" },
        { bed: "b", demo: false, state: "source-lost" },
      ]);
    }, options);
    const pidOfA = station.bedPids().get("a");
    expect(pidOfA).toBeGreaterThan(0);
    file("ward.toml", camera("c", "video-c", "Sink") + camera("a", "video-a", "Corner"));
    await vi.waitFor(async () => {
      expect(await bedsOf()).toMatchObject([{ bed: "c" }, { bed: "a", label: "Corner" }]);
      expect([...station.bedPids().keys()].sort()).toEqual(["a", "c"]);
    }, options);
    expect(station.bedPids().get("a")).toBe(pidOfA);
    file("ward.toml", `station.port = 1\n${camera("a", "video-a", "Window")}`);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await bedsOf()).toMatchObject([{ bed: "c" }, { bed: "a", label: "Corner" }]);
  } finally {
    await station.stop();
  }
});
