import { PAPER } from "./palette.ts";
import type { StretchKind } from "./stretches.ts";

/** How a kind of doubt is drawn in black on white: a shade, or lines at an angle (degrees) so far apart (px). */
const INK: Readonly<Record<StretchKind, { shade: string } | { angle: number; gap: number; width: number }>> = {
  "not-recorded": { shade: "#dddddd" },
  none: { shade: "#999999" },
  standby: { angle: 90, gap: 12, width: 6 },
  privacy: { angle: 90, gap: 20, width: 10 },
  unconfirmed: { angle: 45, gap: 10, width: 5 },
  doubtful: { angle: -45, gap: 7, width: 2 },
  held: { angle: 0, gap: 7, width: 2 },
  partial: { angle: 90, gap: 5, width: 1 },
};

/** Fills a rectangle of paper with the pattern of a kind. */
export function paintKind(
  context: CanvasRenderingContext2D,
  kind: StretchKind,
  [x, y, width, height]: readonly [number, number, number, number],
): void {
  const ink = INK[kind];
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  if ("shade" in ink) {
    context.fillStyle = ink.shade;
    context.fill();
  } else {
    // Lines of the whole page's pattern, so that stretches side by side go on with it.
    const reach = width + height;
    context.translate(x, y);
    context.rotate((ink.angle * Math.PI) / 180);
    context.fillStyle = PAPER.text;
    for (let line = -reach; line < reach; line += ink.gap) context.fillRect(-reach, line, 2 * reach, ink.width);
  }
  context.restore();
}
