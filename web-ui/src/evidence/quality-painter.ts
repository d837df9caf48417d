import { QUALITY_SPAN_S, type QualityTape, type Sign } from "./quality-tape.ts";

/** A silent second is a low mark, so that it is told from one of which nothing was heard. */
const SILENT_SHARE = 0.12;

/** Draws confidence over the last minutes anew: full bars while live, pale while held, low marks while nothing is shown. */
export function paintQuality(
  context: CanvasRenderingContext2D,
  tape: QualityTape,
  sign: Sign,
  colours: { readonly live: string; readonly quiet: string },
): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  if (tape.lastS === null) return;
  const columnPx = width / QUALITY_SPAN_S;
  for (let column = 0; column < QUALITY_SPAN_S; column += 1) {
    const second = tape.at(tape.lastS - QUALITY_SPAN_S + 1 + column, sign);
    if (second === null) continue;
    const share = second.shown === "none" ? SILENT_SHARE : Math.max(SILENT_SHARE, second.confidence);
    context.fillStyle = second.shown === "live" ? colours.live : colours.quiet;
    context.fillRect(column * columnPx, height * (1 - share), columnPx + 0.5, height * share);
  }
}
