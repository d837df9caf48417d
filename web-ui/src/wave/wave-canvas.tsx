import { createEffect, onCleanup, onMount } from "solid-js";

import { createSize } from "../surface/size.ts";

import { Gain } from "./gain.ts";
import { Playhead } from "./playhead.ts";
import { SweepPainter } from "./sweep-painter.ts";
import type { WaveTape } from "./wave-tape.ts";

interface WaveCanvasProps {
  readonly tape: WaveTape;
  readonly mmPerS: number;
  /** How long the wave must stay small before it is drawn larger. */
  readonly gainPatienceMs: number;
  /** Nothing is measured and nothing arrives, so that the whole line lies flat and dashed. */
  readonly idle: boolean;
  /** Told the per mille that full deflection stands for. */
  readonly onScale: (perMille: number) => void;
  readonly testId: string;
}

/** The sweeping wave. */
export function WaveCanvas(props: WaveCanvasProps) {
  let canvas!: HTMLCanvasElement;
  const size = createSize(() => canvas);

  onMount(() => {
    const context = canvas.getContext("2d");
    if (context === null) return;
    const painter = new SweepPainter(context, props.mmPerS);
    const playhead = new Playhead();
    const gain = new Gain(props.gainPatienceMs);
    let lastMs = performance.now();
    let frame = 0;

    const draw = (nowMs: number) => {
      frame = requestAnimationFrame(draw);
      const elapsedMs = Math.max(0, nowMs - lastMs);
      lastMs = nowMs;
      const { tape } = props;
      const endMs = tape.endMs;
      if (props.idle || endMs === null) {
        painter.layFlat();
        return;
      }
      const atMs = playhead.advance(elapsedMs, endMs);
      const scale = gain.follow(tape.largest(atMs - painter.spanMs, atMs), nowMs);
      props.onScale(scale);
      painter.advance(tape, atMs, scale);
    };

    createEffect(() => {
      const { width, height } = size();
      painter.resize(width, height, devicePixelRatio);
    });
    frame = requestAnimationFrame(draw);
    onCleanup(() => cancelAnimationFrame(frame));
  });

  return <canvas class="wave-canvas" data-testid={props.testId} ref={canvas} />;
}
