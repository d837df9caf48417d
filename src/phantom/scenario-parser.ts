import { AfarError } from "../base/errors.ts";

import type {
  BreathingScenario,
  CurtainScenario,
  FaceScenario,
  OtherScenario,
  PasserbyScenario,
  PulseScenario,
  Scenario,
} from "./scenario.ts";
import {
  acts,
  choice,
  given,
  listOf,
  numberIn,
  numbers,
  optional,
  path,
  type Rule,
  rates,
  readSection,
  rgb,
  type Section,
  section,
  steps,
  text,
  times,
  whole,
  yesNo,
} from "./scenario-rules.ts";

const PULSE: Section<PulseScenario> = {
  bpm: rates(72, 20, 300, "bpm"),
  greenPercent: numberIn(2, 0, 10),
  colour: rgb([0.33, 0.77, 0.53], 0.01, 2),
  colourSpreadPercent: numberIn(8, 0, 30),
  harmonics: optional(numbers(0, 2, 8)),
  rhythm: choice("sinus", "irregular", "bigeminy"),
  irregularPercent: numberIn(20, 0, 40),
  earlyPercent: numberIn(60, 25, 90),
  rsaPercent: numberIn(2, 0, 20),
  lfPercent: numberIn(1, 0, 20),
  jitterPercent: numberIn(0.5, 0, 10),
  transitMs: numberIn(25, 0, 200),
  nodPx: numberIn(0.12, 0, 5),
};

const BREATHING: Section<BreathingScenario> = {
  brpm: rates(15, 3, 120, "brpm"),
  chestPx: numberIn(2, 0, 12),
  headPx: numberIn(0.4, 0, 6),
  baselinePercent: numberIn(0.3, 0, 5),
  depthPercent: rates(100, 0, 400, "percent"),
  inhalePercent: numberIn(40, 15, 80),
  coughsAtS: times(),
};

const HOW_FAR = numberIn(100, 0, 100);
const BOTH_WAYS = numberIn(100, -100, 100);
const SIDE = choice("both", "left", "right");

const FACE: Section<FaceScenario> = {
  blinksAtS: times(),
  blinksPerMin: numberIn(0, 0, 60),
  eyesClosed: acts({ percent: HOW_FAR, side: SIDE }),
  lipsPercent: numberIn(0, -100, 0),
  mouth: acts({ percent: HOW_FAR, talk: yesNo(false) }),
  brow: acts({ percent: BOTH_WAYS, side: SIDE }),
  smile: acts({ percent: BOTH_WAYS, side: SIDE }),
  grimace: acts({ percent: HOW_FAR }),
  mask: choice("none", "blue", "white"),
  tube: yesNo(false),
};

const CURTAIN: Section<CurtainScenario> = {
  side: choice("left", "right"),
  widthPx: numberIn(120, 20, 1000),
  movePx: numberIn(8, 0, 30),
  periodS: numberIn(4, 1, 120),
};

const PASSERBY: Section<PasserbyScenario> = {
  atS: given(0, 86_400),
  crossS: numberIn(4, 0.5, 120),
  stayS: numberIn(0, 0, 600),
  from: choice("left", "right"),
};

const OTHER: Section<OtherScenario> = {
  faceWidthPx: numberIn(160, 20, 1500),
  squeezePercent: numberIn(8, -30, 30),
  melanin: numberIn(0.25, 0, 2),
  swayPx: numberIn(1, 0, 25),
  pulse: optional(section<PulseScenario>(PULSE), "none"),
  breathing: optional(section<BreathingScenario>(BREATHING), "none"),
  path: path(1),
};

type Root = Omit<Scenario, "name">;

const ROOT: { readonly [K in keyof Root]: Rule<Root[K]> } = {
  about: text(),
  seed: whole(1, 0, 4_294_967_295),
  durationS: numberIn(40, 1, 3600),
  video: section<Scenario["video"]>({
    widthPx: whole(640, 64, 3840, 2),
    heightPx: whole(480, 64, 2160, 2),
    rateHz: numberIn(30, 1, 240),
    codec: choice("mjpeg", "h264", "hevc", "ffv1"),
    bitRateKbps: optional(numberIn(1000, 20, 100_000)),
    crf: whole(2, 0, 51),
    keyframeEveryFrames: whole(250, 1, 100_000),
    lowDelay: yesNo(false),
    dropPercent: numberIn(0, 0, 60),
    mono: yesNo(false),
  }),
  scene: section<Scenario["scene"]>({
    person: yesNo(true),
    faceWidthPx: numberIn(160, 20, 1500),
    turnDeg: numberIn(0, -360, 360),
    curtain: optional(section<CurtainScenario>(CURTAIN)),
    passerby: listOf<PasserbyScenario>(PASSERBY),
    path: path(0),
    others: listOf<OtherScenario>(OTHER),
  }),
  skin: section<Scenario["skin"]>({ melanin: numberIn(0, 0, 2), specularPercent: numberIn(6, 0, 50) }),
  pulse: optional(section<PulseScenario>(PULSE), "none"),
  breathing: optional(section<BreathingScenario>(BREATHING), "none"),
  face: section<FaceScenario>(FACE),
  motion: section<Scenario["motion"]>({
    swayPx: numberIn(0, 0, 25),
    swayPeriodS: numberIn(6, 1, 120),
    nodPx: numberIn(0, 0, 10),
    nodBpm: numberIn(66, 10, 240),
    cameraPx: numberIn(0, 0, 4),
    cameraSwayPx: numberIn(0, 0, 20),
    cameraSwayPeriodS: numberIn(4, 1, 120),
  }),
  light: section<Scenario["light"]>({
    level: numberIn(1, 0.001, 4),
    colour: rgb([1, 1, 1], 0.05, 4),
    gradientPercent: numberIn(8, -80, 80),
    driftPercent: numberIn(0.5, 0, 50),
    driftPeriodS: numberIn(23, 1, 3600),
    flickerHz: numberIn(0, 0, 1000),
    flickerPercent: numberIn(0, 0, 50),
  }),
  camera: section<Scenario["camera"]>({
    gain: numberIn(1, 0.05, 64),
    exposureMs: numberIn(8, 0, 1000),
    readoutMs: numberIn(16, 0, 1000),
    noise: numberIn(1.5, 0, 40),
    readPercent: numberIn(30, 0, 100),
    gainSteps: steps(0.05, 20),
    huntingPercent: numberIn(0, 0, 50),
    huntingPeriodS: numberIn(4, 0.2, 120),
    defocusPx: numberIn(0, 0, 30),
  }),
};

/**
 * Reads a scenario from the text of its JSON file; what is left out has the value in fixtures/scenarios/README.md.
 *
 * @param name how the scenario is called in errors and truth: its file name.
 * @throws AfarError SCENARIO_INVALID naming the file, the key and what is allowed there.
 */
export function parseScenario(jsonText: string, name: string): Scenario {
  let value: unknown;
  try {
    value = JSON.parse(jsonText);
  } catch (cause) {
    // What the parser found may quote several lines of the file.
    const found = (cause as Error).message.replace(/\s+/g, " ");
    throw new AfarError("SCENARIO_INVALID", `${name} is not JSON: ${found}`, { cause });
  }
  const root = readSection(ROOT, value, { file: name, key: "" });
  const scenario: Scenario = { name: name.replace(/^.*[\\/]/, "").replace(/\.json$/, ""), ...root };
  if (scenario.light.flickerPercent > 0 && scenario.light.flickerHz === 0) {
    throw new AfarError(
      "SCENARIO_INVALID",
      `${name}: light.flickerHz must be above 0 where light.flickerPercent is; allowed are 0 to 1000.`,
    );
  }
  return scenario;
}
