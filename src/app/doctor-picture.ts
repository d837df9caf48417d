import type { LoadMessage } from "../wire/messages.ts";
import type { PictureHint, PictureMessage } from "../wire/picture.ts";

import { type Finding, fine, type Verdict, warning, withRemedy } from "./doctor-finding.ts";
import type { Shot } from "./doctor-shot.ts";

/** A hint that stood for this share of a shot is no passing one. */
const STANDING_SHARE = 0.25;
/** A quarter of the range: where no pulse is read, light is then the first thing to add. */
const DIM_LEVEL = 64;
/** As for the hint of strong compression, which waits for longer than a shot lasts. */
const FROZEN_SHARE = 0.7;
const SHED_WORDS: Readonly<Record<LoadMessage["shed"], string>> = {
  nothing: "leaves out nothing",
  network: "does not ask the learned network",
  "mesh-rate": "measures the face less often",
  regions: "reads fewer regions of skin",
  "frame-rate": "does not use every frame",
};

/** What the picture as such is like in a shot: light, flicker, focus, compression and frames, each with its remedy. Allocates. */
export function pictureFindings(shot: Shot): Finding[] {
  const { pictures } = shot;
  const hinted = (...codes: readonly PictureHint["code"][]) => verdictOf(standing(pictures, codes));
  const isDark = standing(pictures, ["too-dark"]).length > 0;
  const [blur = "no edge to judge by"] = measure(
    pictures,
    "blurPx",
    (px) => `edges are blurred by ${px.toFixed(1)} pixels`,
  );
  return [
    { check: "light", ...(hinted("too-dark", "too-bright", "exposure-hunting") ?? lightVerdict(shot)) },
    {
      check: "flicker",
      ...(hinted("lamp-flicker") ?? fine(isDark ? "too dark to tell" : "no lamp beats with the camera")),
    },
    { check: "focus", ...(hinted("out-of-focus") ?? fine(blur)) },
    { check: "compression", ...(hinted("keyframe-rhythm", "strong-compression") ?? compressionVerdict(shot)) },
    { check: "frames", ...framesVerdict(shot) },
  ];
}

/** The hints of these codes that stood at the end or for long, newest numbers, each once. Allocates. */
export function standing(pictures: readonly PictureMessage[], codes?: readonly PictureHint["code"][]): PictureHint[] {
  const last = new Map<PictureHint["code"], PictureHint>();
  const counts = new Map<PictureHint["code"], number>();
  for (const hint of pictures.flatMap(({ hints }) => hints)) {
    last.set(hint.code, hint);
    counts.set(hint.code, (counts.get(hint.code) ?? 0) + 1);
  }
  const atEnd = pictures.at(-1)?.hints ?? [];
  return [...last.values()].filter(
    ({ code }) =>
      (codes?.includes(code) ?? true) &&
      (atEnd.some((hint) => hint.code === code) || (counts.get(code) ?? 0) >= STANDING_SHARE * pictures.length),
  );
}

/** Null where there is nothing to say. */
function verdictOf(hints: readonly PictureHint[]): Verdict | null {
  if (hints.length === 0) return null;
  const parts = hints.map(({ text }) => withRemedy(text));
  return warning(parts.map(([detail]) => detail).join("; "), parts.flatMap(([, remedy]) => remedy ?? []).join("; "));
}

function lightVerdict(shot: Shot): Verdict {
  const { pictures } = shot;
  const measures = [
    ...measure(pictures, "level", (level) => `brightness ${level.toFixed(0)} of 255`),
    ...measure(pictures, "darkShare", (share) => `${percent(share)} black`),
    ...measure(pictures, "brightShare", (share) => `${percent(share)} blown out`),
  ].join(", ");
  const level = median(pictures, "level");
  if (level !== null && level < DIM_LEVEL && isUnread(shot)) {
    return warning(`dim, and no pulse in it: ${measures}`, "add light, or set a longer exposure");
  }
  return fine(measures || "not measured");
}

function compressionVerdict(shot: Shot): Verdict {
  const { pictures } = shot;
  const measures = [
    ...measure(pictures, "bitRateKbps", (kbps) => `${kbps.toFixed(0)} kb/s`),
    ...measure(pictures, "keyframeEveryFrames", (frames) => `a keyframe every ${frames.toFixed(0)} frames`),
    ...measure(pictures, "frozenShare", (share) => `${percent(share)} unchanged from frame to frame`),
  ].join(", ");
  if ((median(pictures, "frozenShare") ?? 0) >= FROZEN_SHARE && isUnread(shot)) {
    return warning(`${measures}, and no pulse in it`, "raise the bit rate or the quality, or use MJPEG");
  }
  return fine(measures || "not measured");
}

/** A face was seen, and no pulse read in it. */
function isUnread({ vitals }: Shot): boolean {
  return vitals.some(({ face }) => face.present) && vitals.every(({ pulse }) => pulse.rateBpm === null);
}

function framesVerdict({ pictures, loads }: Shot): Verdict {
  const measures = [
    ...measure(pictures, "frameRateHz", (hz) => `${hz.toFixed(2)} a second`),
    ...measure(pictures, "missingShare", (share) => `${percent(share)} missing`),
    ...measure(pictures, "leftOutShare", (share) => `${percent(share)} left out here`),
    ...measure(pictures, "jitterMs", (ms) => `unsteady by ${ms.toFixed(1)} ms`),
    ...measure(pictures, "latencyMs", (ms) => `used ${ms.toFixed(0)} ms late`),
  ].join(", ");
  const hints = standing(pictures, ["slow-frames", "frames-missing", "unsteady-frames", "late-frames"]);
  const left = loads.reduce((sum, { skippedFrames }) => sum + skippedFrames, 0);
  const shed = loads.map((load) => load.shed).filter((what) => what !== "nothing");
  const isBusy = standing(pictures, ["busy-box"]).length > 0;
  if (isBusy || shed.length > STANDING_SHARE * loads.length) {
    const what = left > 0 ? `leaves out ${left} frames` : SHED_WORDS[shed[shed.length - 1]];
    const remedy = "end other programs, give the box fewer beds, or set a lower resolution";
    return warning(`this box does not keep up and ${what}: ${measures}`, remedy);
  }
  const hinted = verdictOf(hints);
  if (hinted) return hinted;
  return fine(measures || "not measured");
}

type Measured =
  | "frameRateHz"
  | "missingShare"
  | "leftOutShare"
  | "jitterMs"
  | "latencyMs"
  | "level"
  | "darkShare"
  | "brightShare"
  | "blurPx"
  | "bitRateKbps"
  | "keyframeEveryFrames"
  | "frozenShare";

/** Words for the median over a shot; none where it was never measured. Allocates. */
function measure(pictures: readonly PictureMessage[], key: Measured, words: (value: number) => string): string[] {
  const middle = median(pictures, key);
  return middle === null ? [] : [words(middle)];
}

function median(pictures: readonly PictureMessage[], key: Measured): number | null {
  const values = pictures.flatMap((picture) => picture[key] ?? []).sort((a, b) => a - b);
  return values.length === 0 ? null : values[values.length >> 1];
}

export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
