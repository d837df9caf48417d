import { planUniform } from "../dsp/seeded-noise.ts";

/** A rendered video that no constant was chosen on. */
export interface Clip {
  readonly name: string;
  readonly hasPulse: boolean;
  /** What the scenario says beyond its defaults, see fixtures/scenarios/README.md. */
  readonly scenario: object;
}

const SECONDS = 26;
const KINDS = ["patient", "patient", "keyframes", "patient", "photo-keyframes", "lamp", "photo-lamp", "photo"] as const;

/** The first `count` clips of a seed: kinds in turn, everything else drawn. */
export function heldOutClips(seed: number, count: number): Clip[] {
  return Array.from({ length: count }, (_, i) => clip(KINDS[i % KINDS.length], i + 1, planDraw(seed * 1009 + i)));
}

interface Draw {
  between(from: number, to: number): number;
  oneOf<T>(...values: readonly T[]): T;
  happens(probability: number): boolean;
}

function planDraw(seed: number): Draw {
  const uniform = planUniform(seed);
  return {
    between: (from, to) => from + (to - from) * uniform(),
    oneOf: (...values) => values[Math.floor(uniform() * values.length)],
    happens: (probability) => uniform() < probability,
  };
}

function clip(kind: (typeof KINDS)[number], number: number, draw: Draw): Clip {
  const hasPulse = !kind.startsWith("photo");
  const bpm = round(45 * (170 / 45) ** draw.between(0, 1), 1);
  const video = videoOf(kind, draw);
  const light = {
    level: round(draw.between(0.4, 1.2), 2),
    driftPercent: round(draw.between(0, 3), 1),
    ...lampOf(kind, draw),
  };
  const scenario = {
    about: "A clip drawn at random.",
    seed: Math.floor(draw.between(1, 2 ** 32)),
    durationS: SECONDS,
    video: video.settings,
    scene: { faceWidthPx: Math.round(draw.between(110, 220)) },
    skin: { melanin: round(draw.between(0, 0.7), 2), specularPercent: round(draw.between(2, 12), 1) },
    pulse: hasPulse ? { bpm, greenPercent: round(draw.between(1.5, 2.5), 2) } : "none",
    breathing: hasPulse ? { brpm: round(draw.between(9, 24), 1) } : "none",
    motion: motionOf(kind, draw),
    light,
    camera: { noise: round(draw.between(1, 2.5), 2), gainSteps: gainStepsOf(draw) },
  };
  const words = [kind, hasPulse ? bpm : "", video.words, scenario.camera.gainSteps.length > 0 ? "steps" : ""];
  return { name: `${number}-${words.filter((part) => part !== "").join("-")}`, hasPulse, scenario };
}

function videoOf(kind: string, draw: Draw): { settings: object; words: string } {
  if (kind.endsWith("keyframes")) {
    const every = draw.oneOf(20, 25, 30, 48, 60);
    const kbps = draw.oneOf(300, 1000);
    const settings = { codec: "h264", rateHz: draw.oneOf(25, 30), bitRateKbps: kbps, keyframeEveryFrames: every };
    return { settings, words: `${every}-${kbps}kbps` };
  }
  if (kind.endsWith("lamp")) {
    const rateHz = draw.oneOf(24.7, 24.97, 29.5, 29.97);
    return { settings: { rateHz }, words: `${rateHz}fps` };
  }
  const rateHz = draw.oneOf(15, 20, 24, 25, 29.97, 50, 60);
  const [codec, crf] = draw.oneOf(["mjpeg", 2], ["mjpeg", 5], ["h264", 8], ["hevc", 8]);
  return { settings: { codec, crf, rateHz, dropPercent: draw.oneOf(0, 0, 5) }, words: `${codec}-${rateHz}fps` };
}

function lampOf(kind: string, draw: Draw): object {
  if (!kind.endsWith("lamp")) return {};
  return { flickerHz: draw.oneOf(100, 120), flickerPercent: round(draw.between(2, 10), 1) };
}

function motionOf(kind: string, draw: Draw): object {
  const sway = { swayPx: round(draw.between(0, 5), 1), swayPeriodS: round(draw.between(4, 9), 1) };
  if (kind !== "photo") return { ...sway, cameraPx: round(draw.between(0, 0.4), 2) };
  return { ...sway, nodPx: round(draw.between(0, 0.6), 2), nodBpm: round(draw.between(45, 110), 1) };
}

function gainStepsOf(draw: Draw): object[] {
  if (!draw.happens(0.3)) return [];
  const step = (fromS: number, toS: number) => ({
    atS: round(draw.between(fromS, toS), 1),
    gain: [1, 1, 1].map(() => round(draw.between(0.88, 1.1), 3)),
    rampS: round(draw.between(0, 0.6), 1),
  });
  return [step(6, 12), step(15, 22)];
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
