import * as Plot from "@observablehq/plot";

import { drawPlot } from "./plot-drawing.ts";
import type { RegionCost } from "./region-cost.ts";

/** Cost of a region's update over the number of regions, a line for each window; SVG text. */
export function regionCostPlot(costs: readonly RegionCost[]): string {
  const rows = costs.map(({ regions, windowS, us }) => ({
    regions,
    window: `${windowS} s`,
    us: us.median,
    lower: us.lower,
    upper: us.upper,
  }));
  return drawPlot("Microseconds an update of one region, over the number of regions, for windows of 5 to 60 seconds", {
    x: { type: "log", label: "regions", ticks: [...new Set(rows.map(({ regions }) => regions))], tickFormat: "d" },
    y: { type: "log", label: "microseconds a region (quartiles)", tickFormat: "~g" },
    color: { legend: true, domain: [...new Set(rows.map(({ window }) => window))] },
    marks: [
      Plot.areaY(rows, { x: "regions", y1: "lower", y2: "upper", fill: "window", fillOpacity: 0.2 }),
      Plot.lineY(rows, { x: "regions", y: "us", stroke: "window", marker: "circle" }),
    ],
  });
}
