import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { describe, expect, test } from "vitest";

import { ERROR_TABLE } from "../../../src/base/errors.ts";
import { readText, soundConfiguration } from "../../../src/app/configuration/configuration-text.ts";
import { keyTables } from "../../../src/app/configuration/key-table.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const PATH = "/etc/afar/afar.toml";

/** The faults of a text, as `line: sentence`. */
function faultsOf(text: string): string[] {
  return readText(text, PATH).faults.map(({ line, sentence }) => `${line}: ${sentence}`);
}

const bed = (more = "") => `[[beds]]\nid = "1"\nsource = "rtsp://192.0.2.1/a"\n${more}`;

describe("a fault is told with its line, its key and the remedy", () => {
  test.each([
    ["an unknown key near a known one", bed('sorce = "x"\n'), "4: beds[1].sorce is not known; did you mean source?"],
    [
      "an unknown key far from all",
      `[station]\nhost = "0.0.0.0"\n${bed()}`,
      "2: station.host is not known; known here are port, address, names",
    ],
    [
      "an unknown table",
      `[recordings]\n${bed()}`,
      "1: recordings is not known; known here are station, tls, accounts, camera, alarms, history, replay, receivers, beds",
    ],
    [
      "a number out of range",
      bed("camera.timeoutS = 900\n"),
      "4: beds[1].camera.timeoutS must be a number from 1 to 60, not 900",
    ],
    [
      "a text for a number",
      `station.port = "80"\n${bed()}`,
      '1: station.port must be a whole number from 0 to 65535, not "80"',
    ],
    [
      "a fraction for a whole number",
      `alarms.pulseLowBpm = 50.5\n${bed()}`,
      "1: alarms.pulseLowBpm must be a whole number from 25 to 230, not 50.5",
    ],
    [
      "a number that is none",
      `alarms.noBreathS = nan\n${bed()}`,
      "1: alarms.noBreathS must be a number from 10 to 40, not NaN",
    ],
    [
      "a wrong word",
      `alarms.profile = "child"\n${bed()}`,
      '1: alarms.profile must be "adult", "paediatric" or "neonatal", not "child"',
    ],
    ["a date", `alarms.escalate = 2026-01-01\n${bed()}`, "1: alarms.escalate must be true or false, not a date"],
    ["a table for a list", '[beds]\nid = "1"\n', "1: beds must be a list, not a table"],
    ["no bed", "\n\n", "1: no bed is named: add [[beds]] with an id and a source"],
    ["an empty list of beds", "beds = []\n", "1: no bed is named: add [[beds]] with an id and a source"],
    ["a missing key", '\n[[beds]]\nid = "1"\n', '2: beds[1] has no source: add source = "..."'],
    [
      "a bad id",
      '[[beds]]\nid = "a/b"\nsource = "x.mp4"',
      '2: beds[1].id must be at most 32 letters, digits, dots, dashes and underscores, not "a/b"',
    ],
    [
      "a zone inside out",
      bed("zone = { left = 0.6, top = 0, right = 0.4, bottom = 1 }\n"),
      "4: beds[1].zone holds nothing: left must be below right, and top below bottom",
    ],
    [
      "a zone beyond the view",
      bed("zone = { left = 0.2, top = 0, right = 40, bottom = 1 }\n"),
      "4: beds[1].zone.right must be a number from 0 to 1, not 40",
    ],
    [
      "limits too near",
      bed("[beds.alarms]\npulseLowBpm = 115\n"),
      "5: beds[1].alarms.pulseLowBpm: beds[1] would alarm below 115 and above 120; pulseHighBpm must be at least 10 above pulseLowBpm",
    ],
    [
      "an alarm that cannot be off",
      `[alarms]\noff = [\n  "grimace",\n  "silence",\n]\n${bed()}`,
      '4: alarms.off[2] "silence" cannot be switched off: take it out of the list',
    ],
    [
      "an extreme delay longer than the other",
      bed("alarms.conditionDelayS = 4\nalarms.extremeDelayS = 6\n"),
      "5: beds[1].alarms.extremeDelayS: beds[1] would wait 6 s for extreme values and 4 s for others; extremeDelayS must not be longer than conditionDelayS",
    ],
    ["half a size", bed("camera.widthPx = 640\n"), "4: beds[1].camera.widthPx stands alone: add heightPx"],
    [
      "a password without a user",
      bed('camera.passwordVariable = "P"\n'),
      '3: beds[1].source has a password but no user: add user = "..." to the camera',
    ],
    [
      "two histories",
      `[history]\nsqlitePath = "a.db"\npostgresVariable = "P"\n${bed()}`,
      "2: history.sqlitePath stands beside postgresVariable: keep one of the two",
    ],
    [
      "an unknown scheme",
      '[[beds]]\nid = "1"\nsource = "rtps://h/x"\n',
      "3: beds[1].source begins with rtps:, which is not known; did you mean rtsp:?",
    ],
    [
      "a camera named as a file",
      '[[beds]]\nid = "1"\nsource = "/dev/video0"\n',
      "3: beds[1].source names a camera as a file: write v4l2:/dev/video0",
    ],
  ])("%s", (_name, text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  test("two beds with one id, one label or one camera, whatever account opens it", () => {
    const text = `${bed('label = "A"\n')}[[beds]]\nid = "1"\nlabel = "A"\nsource = "rtsp://u:secret@192.0.2.1/a"\n`;
    expect(faultsOf(text)).toEqual([
      "6: beds[2].id 1 is that of beds[1] already: give every bed its own id",
      "7: beds[2].label A is that of beds[1] already: give every bed its own label",
      "8: beds[2].source rtsp://192.0.2.1/a is that of beds[1] already: a camera watches one bed",
    ]);
  });

  test("labels that nobody gave are no second fault beside their ids, one that another bed was given is", () => {
    const other = (id: string, more: string) => `[[beds]]\nid = "${id}"\nsource = "rtsp://192.0.2.2/a"\n${more}`;
    expect(faultsOf(bed() + other("1", ""))).toEqual([
      "5: beds[2].id 1 is that of beds[1] already: give every bed its own id",
    ]);
    expect(faultsOf(bed() + other("2", 'label = "Bed 1"'))).toEqual([
      "7: beds[2].label Bed 1 is that of beds[1] already: give every bed its own label",
    ]);
  });

  test("a rendered patient beside a real bed", () => {
    expect(faultsOf(`${bed()}[[beds]]\nid = "2"\nsource = "phantom:demo-adult"\n`)).toEqual([
      "6: beds[2].source is a rendered patient, which never stands beside real beds: give it a station of its own",
    ]);
  });

  test("text that is no TOML", () => {
    expect(faultsOf("[station]\nport = \n")).toEqual(["2: this is not TOML: invalid value"]);
    expect(faultsOf('[[beds]]\nid = "1"\nid = "2"\n')[0]).toMatch(/^3: this is not TOML: /);
  });

  test("as many as there are, by line; serving tells the first and how many more", () => {
    const read = readText(`[station]\nprot = 1\n[[beds]]\nid = 1\nsorce = "x"\n`, PATH);
    expect(read.faults.map(({ line }) => line)).toEqual([2, 4, 5]);
    expect(() => soundConfiguration(read, PATH)).toThrow(
      expect.objectContaining({
        code: "CONFIG_INVALID",
        message: `${PATH} line 2: station.prot is not known; did you mean port? (and 2 more: see afar config check)`,
      }),
    );
    expect(ERROR_TABLE.CONFIG_INVALID.exit).toBe(2);
  });

  test("with the line it has behind a byte order mark's text and carriage returns", () => {
    expect(faultsOf('\r\n[[beds]]\r\nid = "1"\r\nsorce = "x"\r\n')[0]).toMatch(/^4: /);
  });
});

test("no password is ever part of a sentence", () => {
  for (const source of [
    "rtsp://u:geheim@",
    "rtps://u:geheim@h/x",
    "rtsp://u:ge/heim@h/x",
    "rtsp://u:geheim@h:99999/x",
  ]) {
    const faults = faultsOf(`[[beds]]\nid = "1"\nsource = "${source}"\n`);
    expect(faults).toHaveLength(1);
    expect(faults[0]).not.toMatch(/geheim|heim/);
  }
  const long = `rtsp://u:geheim@h/${"x".repeat(3000)}`;
  expect(faultsOf(`[[beds]]\nid = "1"\nsource = "${long}"\n`)[0]).not.toContain("geheim");
});

describe("a sound file", () => {
  const read = (text: string) => soundConfiguration(readText(text, PATH), PATH);

  test("leaves what is not said to the defaults", () => {
    const { port, beds, history } = read(bed());
    expect(port).toBe(8080);
    expect(history).toBeNull();
    expect(beds[0].plan).toEqual({ bed: "1", label: "Bed 1", source: "rtsp://192.0.2.1/a", demo: false });
    expect(beds[0].alarms).toMatchObject({ profile: "adult", noBreathDelayS: 20, off: ["grimace", "eyes-opened"] });
  });

  test("means its paths from its own folder", () => {
    const text = `history.sqlitePath = "h.db"\n[[beds]]\nid = "1"\nsource = "loop:a.mp4"\n[[beds]]\nid = "2"\nsource = "../b.mp4"\n`;
    const { beds, history } = read(text);
    expect(beds.map(({ plan }) => plan.source)).toEqual(["loop:/etc/afar/a.mp4", "/etc/b.mp4"]);
    expect(history?.place).toEqual({ kind: "sqlite", path: "/etc/afar/h.db" });
  });

  test("lets a bed speak before its ward, but never gives one profile's limits to another", () => {
    const text = `[alarms]\npulseLowBpm = 45\nnoBreathS = 25\n${bed("alarms.pulseLowBpm = 40\n")}[[beds]]\nid = "2"\nsource = "b.mp4"\nalarms.profile = "neonatal"\n`;
    const [one, two] = read(text).beds.map(({ alarms }) => alarms);
    expect(one.limits.pulse).toEqual({ low: 40, high: 120 });
    expect(two.limits.pulse).toEqual({ low: 100, high: 200 });
    expect(two.noBreathDelayS).toBe(25);
  });

  test("switches escalation off, and the alarms of movement on", () => {
    const { alarms } = read(`[alarms]\nescalate = false\noff = []\n${bed()}`).beds[0];
    expect(alarms.escalateS).toBeNull();
    expect(alarms.off).toEqual([]);
  });

  test("keeps a password's place apart from the ward's other one", () => {
    const text = `[camera]\nuser = "u"\npasswordFile = "p"\n${bed('camera.passwordVariable = "P"\n')}`;
    expect(read(text).beds[0].plan.camera).toEqual({ user: "u", passwordVariable: "P" });
  });
});

test("every example is sound, and says in its first line what it is for", () => {
  const folder = join(ROOT, "fixtures/configurations");
  const names = readdirSync(folder).filter((name) => name.endsWith(".toml"));
  expect(names.length).toBeGreaterThanOrEqual(4);
  for (const name of names) {
    const text = readFileSync(join(folder, name), "utf8");
    expect(faultsOf(text), name).toEqual([]);
    expect(text, name).toMatch(/^# \w.*\.\n/);
  }
});

test("the documentation's tables are those of the schema", () => {
  const docs = readFileSync(join(ROOT, "docs/configuration.md"), "utf8");
  expect(docs).toContain(keyTables());
});
