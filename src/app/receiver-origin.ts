import type { Origin } from "../wire/receiver-notices.ts";

import type { BedPlan } from "./bed-plan.ts";
import { pathOf } from "./configuration/source-kind.ts";

/** Whether a bed's values are a patient's of now. A rendered patient and a file never are, whoever configured them. */
export function originOf({ demo, source }: Pick<BedPlan, "demo" | "source">): Origin {
  if (demo) return "demonstration";
  const isDevice = source.toLowerCase().startsWith("v4l2:");
  return pathOf(source) === null || isDevice ? "live" : "replay";
}
