import { stackedPlots } from "../evaluate/beds-cost-plot.ts";
import { loadPffft } from "../evaluate/pffft.ts";
import { measureRegionUpdate } from "../evaluate/region-bench.ts";
import { measureRegionCost } from "../evaluate/region-cost.ts";
import { regionCostPlot } from "../evaluate/region-cost-plot.ts";
import { measureTransforms } from "../evaluate/transform-bench.ts";
import { loadVitalLens } from "../evaluate/vitallens.ts";

import { appendRun, historyPath } from "./bench-history-file.ts";
import { machineLine, thisMachine } from "./bench-machine.ts";
import { writeNamedFile } from "./named-file.ts";
import { stepsOf } from "./progress.ts";
import { type RegionFigures, regionHistory, regionLines, regionObject } from "./region-report.ts";

interface RegionOptions {
  readonly json?: boolean;
  /** Where the plot of the cost goes, SVG. */
  readonly report?: string;
  /** The file of the runs; default: in the cache. */
  readonly history?: string;
}

/** `afar bench region`: one region's update beside other chains and transforms, and its cost over regions and windows. */
export async function benchRegion({ json, report, history }: RegionOptions): Promise<void> {
  const machine = thisMachine();
  const figures = await measureRegion();
  if (report !== undefined) writePlots(report, [regionCostPlot(figures.costs)]);
  appendRun(historyPath(history), machine, regionHistory(figures));
  process.stdout.write(
    json
      ? `${JSON.stringify({ machine, ...regionObject(figures) })}\n`
      : [machineLine(machine), "", ...regionLines(figures), ""].join("\n"),
  );
}

/** Measures all of a region's update, in under a minute. */
export async function measureRegion(): Promise<RegionFigures> {
  const [vitalLens, pffft] = [await loadVitalLens(), await loadPffft()];
  const planPffft = "planPower" in pffft ? pffft.planPower : null;
  const rivals = { vitalLens: "vitalLens" in vitalLens ? vitalLens.vitalLens : null, pffft: planPffft };
  return {
    times: measureRegionUpdate(rivals, stepsOf("timing a region")),
    transforms: measureTransforms(planPffft, stepsOf("timing transforms")),
    costs: measureRegionCost(stepsOf("timing many regions")),
    missing: {
      vitallensCore: "cause" in vitalLens ? vitalLens.cause : null,
      pffft: "cause" in pffft ? pffft.cause : null,
    },
  };
}

/** Writes plots of cost as one SVG file. Throws AfarError where it cannot be written. */
export function writePlots(path: string, plots: readonly string[]): void {
  writeNamedFile(path, "--report", stackedPlots(plots));
}
