import type { Reason } from "../wire/reason.ts";
import type { Vitals } from "../wire/vitals.ts";

import { type Finding, fine, type Verdict, warning, withRemedy } from "./doctor-finding.ts";
import { percent, standing } from "./doctor-picture.ts";
import type { Shot } from "./doctor-shot.ts";

/** Rates are judged from then on, as by `evaluate`: the window is still filling before. */
const JUDGED_FROM_MS = 12_000;
/** Less leaves too few seconds to judge. */
const LEAST_SHOT_MS = 15_000;
/** Breathing is slow: its window takes half a minute to fill. */
const BREATH_SHOT_MS = 60_000;
const SEEN_SHARE = 0.9;
const READ_SHARE = 0.5;
const NO_SKIN = "no fault where a photo or a doll is in view";
const NOBODY = "turn the camera to the patient's face; no fault where the bed is empty";

/** How a face is framed in a shot, and how well pulse and breathing could be read from it. Allocates. */
export function patientFindings(shot: Shot): Finding[] {
  return [
    { check: "framing", ...framing(shot) },
    { check: "pulse", ...pulseVerdict(shot) },
    { check: "breathing", ...breathingVerdict(shot) },
  ];
}

function framing({ vitals, view, othersShare }: Shot): Verdict {
  const seen = vitals.filter(({ face }) => face.present);
  if (seen.length === 0) return warning("no face was seen", NOBODY);
  const widths = seen.flatMap(({ face }) => face.widthPx ?? []).sort((a, b) => a - b);
  const widthPx = widths.length === 0 ? null : Math.round(widths[widths.length >> 1]);
  const inView = `in view for ${percent(seen.length / vitals.length)} of the shot`;
  const of = view === null ? "" : ` of ${view.widthPx}`;
  const detail = widthPx === null ? `a face is ${inView}` : `a face ${widthPx}${of} pixels wide is ${inView}`;
  const faults: [detail: string, remedy: string][] = [];
  if (mostPatchesAre("small", seen)) {
    faults.push(["too small to be read", "move the camera nearer, zoom in, or set a higher resolution"]);
  }
  if (mostPatchesAre("outside", seen)) faults.push(["cut off by the picture's border", "turn the camera to the face"]);
  if (seen.length < SEEN_SHARE * vitals.length)
    faults.push(["not all the time", "turn the camera to the patient's face"]);
  if (othersShare > 1 - SEEN_SHARE) {
    faults.push(["not alone: other faces are in view", "turn the camera so that only the patient's face is in view"]);
  }
  if (faults.length === 0) return fine(detail);
  return warning(
    `${detail}: ${faults.map(([fault]) => fault).join("; ")}`,
    [...new Set(faults.map(([, remedy]) => remedy))].join("; "),
  );
}

/** Whether more patches of skin were left out for the reason than were read, over the shot. */
function mostPatchesAre(reason: string, vitals: readonly Vitals[]): boolean {
  const left = vitals.flatMap(({ evidence }) => evidence.rejected).filter((patch) => patch.reason === reason).length;
  return left > vitals.reduce((sum, { evidence }) => sum + evidence.regions.length, 0);
}

function pulseVerdict(shot: Shot): Verdict {
  const isShort = shot.lengthMs < LEAST_SHOT_MS;
  const judged = shot.vitals.filter(({ tMs }) => isShort || tMs >= JUDGED_FROM_MS);
  const shown = judged.filter(({ pulse }) => pulse.rateBpm !== null && !pulse.held);
  const last = shown.at(-1)?.pulse;
  const [why, remedy] = REASONS[commonest(judged)];
  if (last?.rateBpm == null) {
    if (!isShort) return warning(`readable: no, ${why}`, remedyOf(shot) ?? remedy);
    return warning(`not readable within ${seconds(shot.lengthMs)} s`, remedyOf(shot) ?? "take a shot of 20 s or more");
  }
  const snr = last.snrDb === null ? "" : `, SNR ${last.snrDb.toFixed(1)} dB`;
  const chance = percent(last.confidence);
  const rate = `readable: yes, ${last.rateBpm.toFixed(1)} /min at confidence ${last.confidence.toFixed(2)} (${chance} likely within 3 /min of the truth)${snr}`;
  if (isShort) return fine(`${rate}, in the ${seconds(shot.lengthMs)} s that there are`);
  const shownShare = shown.length / judged.length;
  const detail = `${rate}, shown in ${percent(shownShare)} of the seconds from second ${JUDGED_FROM_MS / 1000} on`;
  return shownShare >= READ_SHARE ? fine(detail) : warning(`${detail}; else ${why}`, remedyOf(shot) ?? remedy);
}

function breathingVerdict({ vitals, lengthMs }: Shot): Verdict {
  const last = vitals.findLast(({ respiration }) => respiration.rateBrpm !== null && !respiration.held)?.respiration;
  if (last?.rateBrpm != null) {
    return fine(`readable: yes, ${last.rateBrpm.toFixed(1)} /min at confidence ${last.confidence.toFixed(2)}`);
  }
  if (lengthMs < BREATH_SHOT_MS)
    return fine(`not read within ${seconds(lengthMs)} s, which may be too short: try --shot 60`);
  const remedy = "let the chest be in view and in the light, and the camera stand still";
  return warning(`readable: no, not within ${seconds(lengthMs)} s`, `${remedy}; ${NO_SKIN}`);
}

/** What is wrong with the picture, as the likeliest cause; null where nothing is. */
function remedyOf({ pictures }: Shot): string | null {
  const [hint] = standing(pictures);
  return hint ? withRemedy(hint.text)[1] : null;
}

/** The reason that stood for longest where no rate was shown. */
function commonest(vitals: readonly Vitals[]): Reason {
  const counts = new Map<Reason, number>();
  for (const { pulse } of vitals) if (pulse.reason) counts.set(pulse.reason, (counts.get(pulse.reason) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "low-signal";
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(0);
}

const REASONS: Readonly<Record<Reason, readonly [why: string, remedy: string]>> = {
  starting: ["the bed was still starting", "take a longer shot"],
  "no-face": ["no face was seen", NOBODY],
  "low-signal": [
    "something stands out, but not surely enough",
    `add light, and let the face fill more of the picture; ${NO_SKIN}`,
  ],
  motion: ["the face moved too much", "take another shot while the patient is still"],
  "low-light": ["the face is too dark", "add light, or set a longer exposure"],
  "source-lost": ["the picture was lost", "check the camera's cable or network"],
  "not-measurable": ["no pulse stands out", `add light, and keep the camera still; ${NO_SKIN}`],
  "no-breath": ["nothing moves in breath rhythm", "look after the patient"],
  "pulse-lost": ["the pulse vanished while the face stayed in view", "look after the patient first, then at the light"],
  "confirm-patient": ["another face may have taken the patient's place", "let only the patient be in view"],
  "lamp-flicker": ["a lamp flickers at this rate", "set the camera's anti-flicker to the mains"],
  exposure: ["the brightness of the whole view swings", "set exposure and gain to manual"],
  "out-of-focus": ["the picture is out of focus", "focus on the face and lock the focus"],
  compression: ["keyframes repaint the picture in this rhythm", "raise the bit rate, and set a keyframe every 10 s"],
  "slow-frames": [
    "too few frames come a second",
    "set the camera to 25 or 30 frames a second, and off its low-light mode",
  ],
};
