import { prepareModels } from "../inference/model-cache.ts";
import { createFaceTracker } from "../face/face-tracker.ts";

import type { BedPlan } from "./bed-plan.ts";
import { type Finding, failureOf, fine, type Verdict, warning } from "./doctor-finding.ts";
import { patientFindings } from "./doctor-patient.ts";
import { pictureFindings } from "./doctor-picture.ts";
import { type Shot, takeShot } from "./doctor-shot.ts";
import { planProgress, stepsOf } from "./progress.ts";

/** Takes a test shot of a source and says what it shows; a source that cannot be opened is one failure. */
export async function* examineSource(plan: BedPlan, cacheDir: string, seconds: number): AsyncGenerator<Finding> {
  let shot: Shot;
  try {
    shot = await takeShotOf(plan, cacheDir, seconds);
  } catch (error) {
    yield { check: "source", ...failureOf(error, "see that the source is there and can be read") };
    return;
  }
  yield { check: "source", ...sourceVerdict(shot) };
  if (shot.vitals.length === 0) return;
  yield* pictureFindings(shot);
  yield* patientFindings(shot);
}

async function takeShotOf(plan: BedPlan, cacheDir: string, seconds: number): Promise<Shot> {
  const tracker = await createFaceTracker(await prepareModels(cacheDir));
  const rendered = stepsOf("rendering");
  const progress = planProgress("test shot", 1000 * seconds);
  try {
    return await takeShot(plan, {
      cacheDir,
      seconds,
      tracker,
      onRendered: (share) => rendered(share, 1),
      onTime: progress.at,
    });
  } finally {
    progress.end();
  }
}

function sourceVerdict({ view, vitals, lengthMs, lost, complaints, endError }: Shot): Verdict {
  const size = view === null ? "" : `, ${view.widthPx} x ${view.heightPx} pixels`;
  const detail = `opened${size}, watched for ${(lengthMs / 1000).toFixed(0)} s`;
  if (vitals.length === 0) return warning(`${detail}: ends within a second`, "give a source of 20 s or more");
  if (lost.length > 0)
    return warning(`${detail}, and lost: ${lost[0].replace(/: [^:]*$/, "")}`, "check cable and network");
  if (endError) return shortenedVerdict(detail, endError);
  if (complaints.length > 0)
    return warning(`${detail}: ${complaints.join(" ").replace(/\.$/, "")}`, "see the README on cameras");
  return fine(detail);
}

/** What the file held was used all the same. */
function shortenedVerdict(detail: string, error: Error): Verdict {
  const told = failureOf(error, "copy the file again");
  return warning(`${detail}, but ${told.detail}`, told.remedy ?? "copy the file again");
}
