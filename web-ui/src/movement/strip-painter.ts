import { COLUMN_MS, columnOf, type MovementTape } from "../../../src/wire/movement-tape.ts";

import type { StripRow } from "./strip-rows.ts";
import { STRIP_COLUMNS, unseenStretches } from "./unseen-stretches.ts";

const HATCH_CSS_PX = 6;

export interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly devicePixelRatio: number;
  /** Colours of the trace, and of hatching, middle line and ticks. */
  readonly colour: string;
  readonly quietColour: string;
}

/** Draws one strip anew: the newest at the right edge, what was not seen hatched, events as ticks from above. */
export function paintStrip(surface: Surface, tape: MovementTape, row: StripRow): void {
  const { context, width, height, devicePixelRatio: ratio } = surface;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const { lastColumn } = tape;
  if (lastColumn === null) return;
  const left = lastColumn - STRIP_COLUMNS + 1;
  const perColumn = width / STRIP_COLUMNS;
  const base = row.signed ? height / 2 : height;
  const tall = row.signed ? height / 2 - 1 : height - 2;

  context.fillStyle = surface.quietColour;
  context.fillRect(0, base - (row.signed ? 0.5 : 1), width, 1);
  context.fillStyle = surface.colour;
  for (let column = Math.max(left, tape.firstColumn ?? left); column <= lastColumn; column += 1) {
    const value = row.traced(tape, column);
    if (value === null) continue;
    const size = Math.max(-1, Math.min(1, value)) * tall;
    context.fillRect((column - left) * perColumn, Math.min(base, base - size), perColumn + 0.3, Math.abs(size));
  }
  for (const { from, count } of unseenStretches(tape, row)) hatch(surface, from * perColumn, count * perColumn);

  context.fillStyle = surface.quietColour;
  for (const { event, tMs } of tape.events) {
    if (!row.events.includes(event) || columnOf(tMs) < left) continue;
    const often = event === "blink";
    context.fillRect((tMs / COLUMN_MS - left) * perColumn, 0, often ? 1 : 2, often ? height * 0.25 : height);
  }
}

function hatch({ context, height, quietColour }: Surface, x: number, width: number): void {
  context.save();
  context.beginPath();
  context.rect(x, 0, width, height);
  context.clip();
  context.strokeStyle = quietColour;
  context.lineWidth = 1;
  context.beginPath();
  for (let at = Math.floor((x - height) / HATCH_CSS_PX) * HATCH_CSS_PX; at < x + width; at += HATCH_CSS_PX) {
    context.moveTo(at, height);
    context.lineTo(at + height, 0);
  }
  context.stroke();
  context.restore();
}
