import { type Accessor, createEffect } from "solid-js";

import type { MovementTape } from "../../../src/wire/movement-tape.ts";
import { createSize } from "../surface/size.ts";
import { words } from "../words/words.ts";

import { paintStrip } from "./strip-painter.ts";
import type { StripRow } from "./strip-rows.ts";

interface MovementStripProps {
  readonly row: StripRow;
  readonly tape: MovementTape;
  /** What it says of now. */
  readonly degree: string;
  /** Changes whenever it is time to draw anew. */
  readonly beat: Accessor<number>;
}

/** One strip of the last minutes with its name and its degree now. */
export function MovementStrip(props: MovementStripProps) {
  let canvas!: HTMLCanvasElement;
  const size = createSize(() => canvas);
  createEffect(() => {
    props.beat();
    const { width, height } = size();
    const context = canvas.getContext("2d");
    if (context === null || width === 0) return;
    const ratio = devicePixelRatio;
    const widthPx = Math.round(width * ratio);
    const heightPx = Math.round(height * ratio);
    if (canvas.width !== widthPx || canvas.height !== heightPx) {
      canvas.width = widthPx;
      canvas.height = heightPx;
    }
    const style = getComputedStyle(canvas);
    const surface = { context, width, height, devicePixelRatio: ratio };
    paintStrip({ ...surface, colour: style.color, quietColour: style.outlineColor }, props.tape, props.row);
  });
  return (
    <div class="movement-row" data-testid={`movement-${props.row.name}`}>
      <span class="movement-name">{words.movement.rows[props.row.name]}</span>
      <div class="movement-field">
        <canvas ref={canvas} />
      </div>
      <span class="movement-degree" classList={{ muted: props.degree === words.movement.notSeen }}>
        {props.degree}
      </span>
    </div>
  );
}
