import "./quality-panel.css";

import { createEffect, createMemo, For } from "solid-js";

import { DemoHatch } from "../demo/demo-hatch.tsx";
import { night } from "../screen/screen-choices.ts";
import { createSize } from "../surface/size.ts";
import { words } from "../words/words.ts";

import { evidenceWords } from "./evidence-words.ts";
import { paintQuality } from "./quality-painter.ts";
import { QUALITY_SPAN_S, type QualityTape, type Sign } from "./quality-tape.ts";

const SIGNS: readonly Sign[] = ["pulse", "respiration"];
/** So many reasons are named; the others are few seconds. */
const MOST_REASONS = 3;

interface QualityPanelProps {
  readonly tape: QualityTape;
  /** Time of the newest values, ms of the source; null before the first. */
  readonly tMs: number | null;
  readonly demo: boolean;
}

/** How sure both rates were over the last ten minutes, second by second, and for how long which reason kept them silent. */
export function QualityPanel(props: QualityPanelProps) {
  return (
    <section class="panel quality-panel" data-testid="quality-minutes">
      <header>
        <h2>{evidenceWords.quality}</h2>
        <span class="muted">{evidenceWords.qualityNote(QUALITY_SPAN_S / 60)}</span>
      </header>
      <For each={SIGNS}>{(sign) => <QualityStrip {...props} sign={sign} />}</For>
      <DemoHatch demo={props.demo} />
    </section>
  );
}

function QualityStrip(props: QualityPanelProps & { readonly sign: Sign }) {
  let canvas!: HTMLCanvasElement;
  const size = createSize(() => canvas);
  createEffect(() => {
    void props.tMs;
    night();
    const { width, height } = size();
    const context = canvas.getContext("2d");
    if (context === null || width === 0) return;
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    const style = getComputedStyle(canvas);
    paintQuality(context, props.tape, props.sign, { live: style.color, quiet: style.outlineColor });
  });
  const sentence = createMemo(() => {
    void props.tMs;
    const { knownS, byReason } = props.tape.silences(props.sign);
    if (knownS === 0) return "";
    const known: Readonly<Record<string, string>> = props.sign === "pulse" ? words.reasons : words.respiration.reasons;
    const parts = byReason
      .slice(0, MOST_REASONS)
      .map(([reason, seconds]) => evidenceWords.silentFor(seconds, known[reason] ?? reason));
    const liveS = knownS - byReason.reduce((sum, [, seconds]) => sum + seconds, 0);
    return [evidenceWords.liveFor(liveS, knownS), ...parts].join(evidenceWords.comma);
  });
  return (
    <div class={`quality-row sign-${props.sign}`}>
      <b>{props.sign === "pulse" ? words.pulse.label : words.respiration.label}</b>
      <canvas ref={canvas} />
      <span data-testid={`quality-${props.sign}`}>{sentence()}</span>
    </div>
  );
}
