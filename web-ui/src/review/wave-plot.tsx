import "uplot/dist/uPlot.min.css";

import { createEffect, on, onCleanup } from "solid-js";
import uPlot from "uplot";

import { createSize } from "../surface/size.ts";
import { screenPalette } from "../trends/palette.ts";

import { type WaveLines, waveRange } from "./wave-lines.ts";

/** Shown on either side of an event, ms. */
export const SIDE_MS = 10_000;

interface WavePlotProps {
  readonly lines: WaveLines;
  readonly sign: "pulse" | "respiration";
  readonly label: string;
  readonly testId: string;
}

/** One wave from 10 s before an event to 10 s after it; a dashed line where nothing was measured. */
export function WavePlot(props: WavePlotProps) {
  let place!: HTMLDivElement;
  let chart: uPlot | null = null;
  const size = createSize(() => place);
  function draw(): void {
    chart?.destroy();
    chart = null;
    const { width, height } = size();
    if (width < 40 || height < 40) return;
    const palette = screenPalette();
    const axis = {
      stroke: palette.muted,
      font: "12px system-ui, sans-serif",
      grid: { stroke: palette.line, width: 1 },
      ticks: { show: false },
    };
    const { xs, wave, silence } = props.lines;
    chart = new uPlot(
      {
        width,
        height,
        padding: [6, 12, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: false, range: [-SIDE_MS, SIDE_MS] }, y: { range: waveRange(wave) } },
        axes: [
          { ...axis, size: 24, incrs: [1000, 2000, 5000], values: (_, ticks) => ticks.map((ms) => `${ms / 1000} s`) },
          { ...axis, size: 46, space: 26 },
        ],
        series: [
          {},
          { stroke: palette[props.sign], width: 1.75, points: { show: false } },
          { stroke: palette.muted, width: 1.5, dash: [6, 5], points: { show: false } },
        ],
        hooks: { draw: [(u) => markEvent(u, palette.text)] },
      },
      [xs, wave, silence] as unknown as uPlot.AlignedData,
      place,
    );
  }
  createEffect(on([() => props.lines, size], draw));
  const modes = new MutationObserver(draw);
  modes.observe(document.documentElement, { attributes: true, attributeFilter: ["class", "data-mode", "data-theme"] });
  onCleanup(() => {
    modes.disconnect();
    chart?.destroy();
  });
  return <div class="wave-plot" ref={place} role="img" aria-label={props.label} data-testid={props.testId} />;
}

function markEvent({ ctx, bbox, valToPos }: uPlot, colour: string): void {
  const x = valToPos(0, "x", true);
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}
