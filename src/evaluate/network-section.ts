import * as Plot from "@observablehq/plot";

import { type ComparedReport, comparisonRows } from "./network-comparison.ts";
import { drawPlot } from "./plot-drawing.ts";
import { escaped } from "./report-tables.ts";

const COLOURS = ["#999", "#1f4e8c", "#b3261e", "#2e7d32"];

/** A section of the page that holds evaluations with and without networks against each other: a plot and a table. */
export function networkSection(compared: readonly ComparedReport[]): string {
  const [head, ...rows] = comparisonRows(compared).map((row) => row.map(escaped));
  const table = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("\n");
  return `<h2>Network</h2>
<p>The same recordings, evaluated with each network. The rest of this page tells of the last: ${escaped(compared.at(-1)?.label ?? "")}.</p>
<figure>${coveragePlot(compared)}<figcaption>Coverage of each recording by network</figcaption></figure>
<div class="wide"><table><tr>${head.map((cell) => `<th>${cell}</th>`).join("")}</tr>
${table}</table></div>`;
}

/** Coverage of each recording, a dot for each evaluation, joined by a line. */
function coveragePlot(compared: readonly ComparedReport[]): string {
  const points = compared.flatMap(({ label, report }) =>
    report.recordings.flatMap(({ name, pulse }) =>
      pulse && pulse.coverage !== null ? [{ label, name, coverage: 100 * pulse.coverage }] : [],
    ),
  );
  const names = [...new Set(points.map(({ name }) => name))];
  return drawPlot("coverage of each recording by network", {
    width: 620,
    height: 70 + 20 * names.length,
    marginLeft: 190,
    x: { label: "coverage, % of seconds with a true rate", domain: [0, 100] },
    y: { label: null, domain: names },
    color: { domain: compared.map(({ label }) => label), range: compared.map((_, i) => COLOURS[i % COLOURS.length]) },
    marks: [
      Plot.line(points, { x: "coverage", y: "name", z: "name", stroke: "#ccc" }),
      Plot.dot(points, { x: "coverage", y: "name", fill: "label", r: 5 }),
      ...compared.map(({ label }, i) =>
        Plot.text([`\u25cf ${label}`], {
          fill: COLOURS[i % COLOURS.length],
          frameAnchor: "top-right",
          dy: -16,
          dx: -100 * (compared.length - 1 - i),
        }),
      ),
    ],
  });
}
