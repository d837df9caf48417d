import { createEffect, onCleanup, onMount } from "solid-js";

import { frozenAtMs } from "../freeze/frozen.ts";
import { night, pxPerMm } from "../screen/screen-choices.ts";
import { onFrame } from "../surface/frames.ts";
import { createSize } from "../surface/size.ts";

import { Gain } from "./gain.ts";
import { Playhead } from "./playhead.ts";
import { SweepPainter } from "./sweep-painter.ts";
import type { WaveTape } from "./wave-tape.ts";

interface WaveCanvasProps {
  readonly tape: WaveTape;
  readonly mmPerS: number;
  /** Per mille at full deflection; 0: chosen by itself. */
  readonly perMille: number;
  /** How long the wave must stay small before it is drawn larger. */
  readonly gainPatienceMs: number;
  /** CSS pixels that must have passed before they are drawn; 1 where absent. */
  readonly leastStepPx?: number;
  /** Nothing is measured and nothing arrives, so that the whole line lies flat and dashed. */
  readonly idle: boolean;
  /** Told the per mille that full deflection stands for. */
  readonly onScale: (perMille: number) => void;
  readonly testId: string;
}

/** The sweeping wave. It stands still while the screen is frozen, and goes on where the patient is then. */
export function WaveCanvas(props: WaveCanvasProps) {
  let canvas!: HTMLCanvasElement & { drawnMs?: number | null };
  const size = createSize(() => canvas);

  onMount(() => {
    const context = canvas.getContext("2d");
    if (context === null) return;
    const painter = new SweepPainter(context, props.leastStepPx ?? 1);
    const playhead = new Playhead();
    const gain = new Gain(props.gainPatienceMs);
    let lastMs = performance.now();
    let frozen: { atMs: number; scale: number } | null = null;
    let atMs: number | null = null;
    let scale = 1;
    let told: number | null = null;
    /** Up to when the tape was looked at for the gain: it changes with what arrives, not with each picture. */
    let fittedMs: number | null = null;
    let fitting = 1;

    const draw = (nowMs: number) => {
      const elapsedMs = Math.max(0, nowMs - lastMs);
      lastMs = nowMs;
      const { tape } = props;
      if (frozenAtMs() !== null && atMs !== null) {
        frozen ??= { atMs, scale };
        painter.advance(tape, frozen.atMs, frozen.scale);
        return;
      }
      frozen = null;
      const endMs = tape.endMs;
      if (props.idle || endMs === null) {
        atMs = null;
        painter.layFlat();
      } else {
        atMs = playhead.advance(elapsedMs, endMs);
        if (fittedMs !== endMs) fitting = gain.follow(tape.largest(atMs - painter.spanMs, endMs), nowMs);
        fittedMs = endMs;
        scale = props.perMille === 0 ? fitting : props.perMille;
        painter.advance(tape, atMs, scale);
      }
      // For whoever measures how late the wave is.
      canvas.drawnMs = atMs;
      if (scale !== told) props.onScale(scale);
      told = scale;
    };

    createEffect(() => {
      const { width, height } = size();
      night();
      painter.resize(width, height, devicePixelRatio, props.mmPerS * pxPerMm());
    });
    onCleanup(onFrame(draw));
  });

  return <canvas class="wave-canvas" data-testid={props.testId} ref={canvas} />;
}
