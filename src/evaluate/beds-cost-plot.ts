import * as Plot from "@observablehq/plot";

import type { BedsCost } from "./beds-bench.ts";
import { drawPlot } from "./plot-drawing.ts";

/** Processor time of one bed's second over the number of beds that are watched side by side; text of an SVG file. */
export function bedsCostPlot(costs: readonly BedsCost[]): string {
  const rows = costs.map(({ beds, bedCpuMs }) => ({
    beds,
    ms: bedCpuMs.median,
    lower: bedCpuMs.lower,
    upper: bedCpuMs.upper,
  }));
  const plot = drawPlot("Milliseconds of processor time a second of one bed, over the number of beds", {
    x: { type: "log", label: "beds", ticks: rows.map(({ beds }) => beds), tickFormat: "d" },
    y: { zero: true, label: "ms of processor time a bed's second (quartiles)" },
    marks: [
      Plot.areaY(rows, { x: "beds", y1: "lower", y2: "upper", fillOpacity: 0.2 }),
      Plot.lineY(rows, { x: "beds", y: "ms", marker: "circle" }),
    ],
  });
  // Within a page it needs no name space, as a file it does.
  return plot.replace(/^<svg(?![^>]* xmlns=)/, '<svg xmlns="http://www.w3.org/2000/svg"');
}

/** Plots one above the other, as one SVG file. `heightPx`: of each. */
export function stackedPlots(plots: readonly string[], widthPx = 460, heightPx = 300): string {
  // A plot's own style lets its height follow from what surrounds it.
  const size = `width:${widthPx}px;height:${heightPx}px;`;
  const placed = plots.map((plot, i) =>
    plot.replace(/^<svg/, `<svg y="${i * heightPx}"`).replace(' style="', ` style="${size}`),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${plots.length * heightPx}">${placed.join("")}</svg>`;
}
