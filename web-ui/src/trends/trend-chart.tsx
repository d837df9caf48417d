import "uplot/dist/uPlot.min.css";
import "./trend-chart.css";

import { createEffect, on, onCleanup } from "solid-js";
import uPlot from "uplot";

import { createSize } from "../surface/size.ts";

import { screenPalette } from "./palette.ts";
import { type Plot, plotData, plotOptions } from "./plot-options.ts";

interface TrendChartProps {
  readonly plot: Plot;
  /** Index of the time that is read off; null: none. */
  readonly at: number | null;
  readonly choose: (at: number) => void;
  /** Said by screen readers: the values themselves stand in the table. */
  readonly label: string;
  readonly testId: string;
}

/** Draws a plot and lets the pointer choose a time on it. */
export function TrendChart(props: TrendChartProps) {
  let place!: HTMLDivElement;
  let chart: uPlot | null = null;
  const size = createSize(() => place);

  function draw(): void {
    chart?.destroy();
    chart = null;
    const { width, height } = size();
    if (width < 40 || height < 40) return;
    const options = plotOptions(props.plot, screenPalette(), { width, height });
    options.cursor = { x: true, y: false, points: { show: false }, drag: { x: false, y: false } };
    options.hooks = {
      setCursor: [
        ({ cursor }) => {
          if (cursor.idx !== null && cursor.idx !== undefined && cursor.event) props.choose(cursor.idx);
        },
      ],
    };
    chart = new uPlot(options, plotData(props.plot), place);
    mark();
  }

  function mark(): void {
    const tMs = props.at === null ? undefined : props.plot.xs[props.at];
    chart?.setCursor({ left: tMs === undefined ? -10 : chart.valToPos(tMs, "x"), top: 0 }, false);
  }

  createEffect(on([() => props.plot, size], draw));
  createEffect(on(() => props.at, mark, { defer: true }));
  // Another mode of the screen has other colours.
  const modes = new MutationObserver(draw);
  modes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-mode"] });
  onCleanup(() => {
    modes.disconnect();
    chart?.destroy();
  });
  return <div class="trend-chart" ref={place} role="img" aria-label={props.label} data-testid={props.testId} />;
}
