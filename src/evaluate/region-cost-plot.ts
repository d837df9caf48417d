import * as Plot from "@observablehq/plot";

import { drawPlot } from "./plot-drawing.ts";
import type { RegionCost } from "./region-cost.ts";

/** Cost of a region's update over the number of regions, a line for each window; text of an SVG file. */
export function regionCostPlot(costs: readonly RegionCost[]): string {
  const rows = costs.map(({ regions, windowS, us }) => ({
    regions,
    window: `${windowS} s`,
    us: us.median,
    lower: us.lower,
    upper: us.upper,
  }));
  const most = Math.max(...rows.map(({ regions }) => regions));
  const plot = drawPlot(
    "Microseconds an update of one region, over the number of regions, for windows of 5 to 60 seconds",
    {
      x: { type: "log", label: "regions", ticks: [...new Set(rows.map(({ regions }) => regions))], tickFormat: "d" },
      y: { type: "log", label: "microseconds a region (quartiles)", tickFormat: "~g" },
      // A legend would make a page of the picture: each line is named at its end.
      marginRight: 48,
      color: { domain: [...new Set(rows.map(({ window }) => window))] },
      marks: [
        Plot.areaY(rows, { x: "regions", y1: "lower", y2: "upper", fill: "window", fillOpacity: 0.2 }),
        Plot.lineY(rows, { x: "regions", y: "us", stroke: "window", marker: "circle" }),
        Plot.text(
          rows.filter(({ regions }) => regions === most),
          {
            x: "regions",
            y: "us",
            text: "window",
            textAnchor: "start",
            dx: 10,
          },
        ),
      ],
    },
  );
  // Within a page it needs no name space, as a file it does.
  return plot.replace(/^<svg(?![^>]* xmlns=)/, '<svg xmlns="http://www.w3.org/2000/svg"');
}
