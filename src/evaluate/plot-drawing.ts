import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

/** What a plot is made of; the page's own colours and sizes are added. */
export type PlotOptions = Omit<Plot.PlotOptions, "document" | "style">;

const { document } = parseHTML("<html><body></body></html>");

/** Draws a plot as SVG text, dark on white, that needs neither script nor network. `description` is read out instead of it. */
export function drawPlot(description: string, options: PlotOptions): string {
  const plot = Plot.plot({
    width: 460,
    height: 300,
    marginLeft: 48,
    marginBottom: 38,
    inset: 6,
    grid: true,
    ...options,
    document,
    ariaLabel: description,
    style: { background: "white", color: "#222", fontSize: "12px", fontFamily: "system-ui, sans-serif" },
  });
  return plot.outerHTML;
}

/**
 * Every n-th of many items, so that at most `most` are left: a plot of more points shows no more and opens slowly. Allocates.
 */
export function thinned<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_, i) => i % step === 0);
}
