import "uplot/dist/uPlot.min.css";

import { createEffect, on, onCleanup } from "solid-js";
import uPlot from "uplot";

import { createSize } from "../surface/size.ts";
import { type Palette, screenPalette } from "../trends/palette.ts";

import { type WaveLines, waveRange } from "./wave-lines.ts";

interface WavePlotProps {
  readonly lines: WaveLines;
  /** What is shown of it, ms on the lines' axis. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Where an event is marked, ms; null: nowhere. */
  readonly eventMs: number | null;
  /** Beats or breaths that were found, ms. */
  readonly beatsMs: readonly number[];
  readonly sign: "pulse" | "respiration";
  readonly label: string;
  readonly testId: string;
}

/** One wave over some seconds; a dashed line where nothing was measured. */
export function WavePlot(props: WavePlotProps) {
  let place!: HTMLDivElement;
  let chart: uPlot | null = null;
  const size = createSize(() => place);

  function data(): uPlot.AlignedData {
    const { xs, wave, silence } = props.lines;
    return [xs, wave, silence] as unknown as uPlot.AlignedData;
  }

  function options(palette: Palette): uPlot.Options {
    const axis = {
      stroke: palette.muted,
      font: "12px system-ui, sans-serif",
      grid: { stroke: palette.line, width: 1 },
      ticks: { show: false },
    };
    return {
      ...size(),
      padding: [8, 14, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => [props.fromMs, props.toMs] },
        y: { range: () => waveRange(props.lines.wave) },
      },
      axes: [
        {
          ...axis,
          size: 24,
          incrs: [1000, 2000, 5000, 10_000],
          values: (_, ticks) => ticks.map((ms) => `${ms / 1000} s`),
        },
        { ...axis, size: 46, space: 26 },
      ],
      series: [
        {},
        { stroke: palette[props.sign], width: 1.75, points: { show: false } },
        { stroke: palette.muted, width: 1.5, dash: [6, 5], points: { show: false } },
      ],
      hooks: {
        draw: [
          (u) => {
            if (props.eventMs !== null) markEvent(u, props.eventMs, palette.text);
            markBeats(u, props.beatsMs, palette.text);
          },
        ],
      },
    };
  }

  function build(): void {
    chart?.destroy();
    chart = null;
    const { width, height } = size();
    if (width >= 40 && height >= 40) chart = new uPlot(options(screenPalette()), data(), place);
  }

  createEffect(on(size, build));
  createEffect(on([() => props.lines, () => props.beatsMs], () => chart?.setData(data()), { defer: true }));
  const modes = new MutationObserver(build);
  modes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-mode"] });
  onCleanup(() => {
    modes.disconnect();
    chart?.destroy();
  });
  return <div class="wave-plot" ref={place} role="img" aria-label={props.label} data-testid={props.testId} />;
}

function markEvent({ ctx, bbox, valToPos }: uPlot, eventMs: number, colour: string): void {
  const x = valToPos(eventMs, "x", true);
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

function markBeats({ ctx, bbox, valToPos, scales }: uPlot, beatsMs: readonly number[], colour: string): void {
  const { min = 0, max = 0 } = scales.x;
  ctx.fillStyle = colour;
  for (const beatMs of beatsMs) {
    if (beatMs < min || beatMs > max) continue;
    const [x, half] = [valToPos(beatMs, "x", true), 4 * devicePixelRatio];
    ctx.beginPath();
    ctx.moveTo(x - half, bbox.top);
    ctx.lineTo(x + half, bbox.top);
    ctx.lineTo(x, bbox.top + 1.6 * half);
    ctx.fill();
  }
}
