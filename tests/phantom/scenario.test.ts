import { readdirSync, readFileSync } from "node:fs";

import fc from "fast-check";
import { expect, test } from "vitest";

import { AfarError } from "../../src/base/errors.ts";
import { fixturePath } from "../../src/phantom/portrait-file.ts";
import { loadScenario } from "../../src/phantom/scenario-file.ts";
import { parseScenario } from "../../src/phantom/scenario-parser.ts";

const FOLDER = fixturePath("scenarios");
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

function refusal(value: unknown): AfarError {
  try {
    parseScenario(typeof value === "string" ? value : JSON.stringify(value), "some/odd.json");
  } catch (error) {
    if (error instanceof AfarError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

test("every scenario of the fixtures is understood, by path and by name, and says what it is about", () => {
  expect(NAMES.length).toBeGreaterThan(20);
  for (const name of NAMES) {
    const scenario = loadScenario(`${FOLDER}/${name}`);
    expect(scenario.about.length).toBeGreaterThan(10);
    expect(loadScenario(name.replace(".json", ""))).toEqual(scenario);
  }
});

test("the README lists every key with its default, and no other", () => {
  const { name: _, ...defaults } = parseScenario('{"about":"x"}', "x.json");
  const expected = new Map<string, unknown>();
  for (const [key, value] of Object.entries(defaults)) {
    const isSection = typeof value === "object" && value !== null;
    if (!isSection) expected.set(key, key === "about" ? "" : value);
    else for (const [inner, setting] of Object.entries(value)) expected.set(`${key}.${inner}`, setting);
  }
  expected.set("pulse.bpm", 72);
  expected.set("breathing.brpm", 15);
  expected.set("breathing.depthPercent", 100);
  const rows = readFileSync(`${FOLDER}/README.md`, "utf8").matchAll(/^\| `([\w.]+)` \| (?:`(.*?)`)? ?\|/gm);
  const listed = new Map([...rows].map(([, key, value]) => [key, value === undefined ? "" : JSON.parse(value)]));
  for (const section of ["pulse", "breathing"]) {
    expect(listed.get(section)).toBe("");
    listed.delete(section);
  }
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(expected));
});

test("an unknown key is refused by name, with the keys that exist there", () => {
  const sections = ["", "video", "scene", "skin", "pulse", "breathing", "face", "motion", "light", "camera"];
  const known = new Set(["__proto__"]);
  const defaults = parseScenario('{"about":"x"}', "x.json");
  for (const [key, value] of Object.entries(defaults)) {
    known.add(key);
    if (value && typeof value === "object") for (const inner of Object.keys(value)) known.add(inner);
  }
  fc.assert(
    fc.property(fc.constantFrom(...sections), fc.string({ minLength: 1 }), (section, key) => {
      fc.pre(!known.has(key) || key === "name");
      const error = refusal({ about: "x", ...(section ? { [section]: { [key]: 1 } } : { [key]: 1 }) });
      expect(error.code).toBe("SCENARIO_INVALID");
      expect(error.message).toContain("some/odd.json");
      expect(error.message).toContain(section ? `${section}.${key} ` : `${key} `);
      expect(error.message).toContain(section === "pulse" ? "greenPercent" : section ? "" : "durationS");
    }),
  );
});

test.each([
  [{}, "about must be a sentence"],
  [[], "the scenario must be an object"],
  [{ about: "x", durationS: 0 }, "durationS must be a number from 1 to 3600"],
  [{ about: "x", durationS: "40" }, "durationS must be a number"],
  [{ about: "x", video: { widthPx: 641 } }, "video.widthPx must be an even number from 64 to 3840"],
  [{ about: "x", video: { codec: "av1" } }, 'video.codec must be one of "mjpeg", "h264"'],
  [{ about: "x", video: 3 }, "video must be an object"],
  [{ about: "x", scene: { person: "no" } }, "scene.person must be true or false"],
  [{ about: "x", pulse: "absent" }, "pulse must be an object"],
  [{ about: "x", pulse: { colour: [1, 2] } }, "pulse.colour must be three numbers"],
  [{ about: "x", pulse: { harmonics: [0, 0] } }, "pulse.harmonics must be a list of 1 to 8 numbers"],
  [{ about: "x", pulse: { bpm: 500 } }, "pulse.bpm must be a number from 20 to 300, or a list of"],
  [{ about: "x", pulse: { bpm: [{ atS: 5, bpm: 60 }] } }, "the first at 0"],
  [{ about: "x", pulse: { bpm: [{ atS: 0, bpm: 60, ramp: 2 }] } }, '"rampS": seconds'],
  [{ about: "x", breathing: { brpm: [{ atS: 0, bpm: 15 }] } }, '"brpm": 3 to 120 or null'],
  [{ about: "x", camera: { gainSteps: [{ atS: 1, gain: [1, 2] }] } }, "camera.gainSteps must be a list of"],
  [{ about: "x", light: { flickerPercent: 2 } }, "light.flickerHz must be above 0"],
  [{ about: "x", breathing: { depthPercent: [{ atS: 1, percent: 50 }] } }, '"percent": 0 to 400 or null'],
  [{ about: "x", breathing: { coughsAtS: [3, 2] } }, "breathing.coughsAtS must be a list of rising times in seconds"],
  [{ about: "x", face: { blinksAtS: 3 } }, "face.blinksAtS must be a list of rising times"],
  [{ about: "x", face: { smile: [{ toS: 4 }] } }, "face.smile[0].fromS must be a number from 0 to 86400"],
  [{ about: "x", face: { grimace: [{ fromS: 4, toS: 4 }] } }, "face.grimace must be a list whose toS are later"],
  [{ about: "x", face: { brow: [{ fromS: 1, toS: 2, side: "up" }] } }, "face.brow[0].side must be one of"],
  [{ about: "x", face: { mouth: [{ fromS: 1, toS: 2, side: "left" }] } }, "face.mouth[0].side is not a key"],
  [{ about: "x", face: { mask: "red" } }, 'face.mask must be one of "none", "blue", "white"'],
  [{ about: "x", scene: { curtain: { widthPx: 5 } } }, "scene.curtain.widthPx must be a number from 20 to 1000"],
  [{ about: "x", scene: { passerby: {} } }, "scene.passerby must be a list of objects"],
  [{ about: "x", scene: { passerby: [{ crossS: 3 }] } }, "scene.passerby[0].atS must be a number"],
  ["{about:1}", "is not JSON"],
])("%j is refused: %s", (value, sentence) => {
  const error = refusal(value);
  expect(error.code).toBe("SCENARIO_INVALID");
  expect(error.message).toContain("some/odd.json");
  expect(error.message).toContain(sentence);
});

test("a file that is no JSON is refused in one line, whatever it holds", () => {
  expect(() => parseScenario("[station]\nport = 9\n", "afar.toml")).toThrow(/^afar\.toml is not JSON: [^\n]+$/);
});

test("a scenario that is nowhere is reported as missing", () => {
  expect(() => loadScenario("nowhere/at-all.json")).toThrow(/nowhere\/at-all\.json does not exist/);
  expect(() => loadScenario("no-such-patient")).toThrow(/no-such-patient/);
});

test("a name that is nearly a scenario's is answered with those that may be meant, four at most", () => {
  expect(() => loadScenario("slow-4")).toThrow("there is no scenario slow-4: did you mean slow-44? fixtures");
  expect(() => loadScenario("photo-pendulum")).toThrow(/did you mean (\S+, ){3}\S+\?/);
  expect(() => loadScenario("empty-photo")).toThrow(/empty-bed/);
});

test("a name that no scenario has is said to be none, with the place where the names stand", () => {
  expect(() => loadScenario("nosuch")).toThrow("there is no scenario nosuch: fixtures/scenarios/README.md names them.");
});
