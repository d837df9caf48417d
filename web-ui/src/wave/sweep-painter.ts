import { columnAt, oldestVisible, placeOf, placesOf, type Sweep, sweepOf, timeOf } from "./sweep.ts";
import type { WaveTape } from "./wave-tape.ts";

const LINE_CSS_PX = 2.25;
const DASH_CSS_PX = 8;
/** Share of the half height that full deflection takes. */
const DEFLECTION = 0.88;

/** Draws a sweep onto a canvas, per frame only the columns that are new. Colours are the canvas' own `color` and accent. */
export class SweepPainter {
  readonly #context: CanvasRenderingContext2D;
  readonly #leastStepPx: number;
  #sweep: Sweep = sweepOf(0, 1, 1);
  #heightPx = 0;
  #ratio = 1;
  #column: number | null = null;
  #epoch = -1;
  #scale = 0;
  #flat = false;
  #waveColour = "";
  #silenceColour = "";

  /** `leastStepPx`: CSS pixels that must have passed before they are drawn; among many waves, every second picture is enough. */
  constructor(context: CanvasRenderingContext2D, leastStepPx: number) {
    this.#context = context;
    this.#leastStepPx = leastStepPx;
  }

  /** How much of the past is on the screen. */
  get spanMs(): number {
    return this.#sweep.widthPx / this.#sweep.pxPerMs;
  }

  /** Fits the canvas to its place, its speed and its colours; what was drawn is drawn anew. Sizes in CSS pixels. */
  resize(width: number, height: number, devicePixelRatio: number, pxPerS: number): void {
    const { canvas } = this.#context;
    this.#ratio = devicePixelRatio;
    this.#sweep = sweepOf(width, devicePixelRatio, pxPerS);
    this.#heightPx = Math.round(height * devicePixelRatio);
    canvas.width = this.#sweep.widthPx;
    canvas.height = this.#heightPx;
    // A canvas that was resized has forgotten all three.
    this.#context.lineWidth = LINE_CSS_PX * devicePixelRatio;
    this.#context.lineCap = "round";
    this.#context.lineJoin = "round";
    const style = getComputedStyle(canvas);
    this.#waveColour = style.color;
    this.#silenceColour = style.outlineColor;
    this.#column = null;
    this.#flat = false;
  }

  /** Sweeps on to `atMs`. A changed scale, a dropped past and a long absence draw the whole screen, so that it is one scale. */
  advance(tape: WaveTape, atMs: number, scale: number): void {
    const sweep = this.#sweep;
    const column = columnAt(sweep, atMs);
    const from = this.#column;
    const whole =
      from === null ||
      this.#flat ||
      tape.epoch !== this.#epoch ||
      scale !== this.#scale ||
      column < from ||
      column - from > sweep.widthPx - sweep.barPx;
    if (!whole && column - from < this.#leastStepPx * this.#ratio) return;
    this.#epoch = tape.epoch;
    this.#scale = scale;
    this.#flat = false;
    this.#column = column;
    if (whole) {
      this.#context.clearRect(0, 0, sweep.widthPx, this.#heightPx);
      this.#draw(tape, oldestVisible(sweep, column), column);
    } else {
      // A little further back than where the last erasing ended: round line ends reach over it.
      this.#erase(from + sweep.barPx - Math.ceil(LINE_CSS_PX * this.#ratio), column + sweep.barPx);
      this.#draw(tape, from + 1, column);
    }
  }

  /** One dashed flat line across the screen: nothing is measured, and no time passes. */
  layFlat(): void {
    if (this.#flat) return;
    this.#flat = true;
    this.#column = null;
    const { widthPx } = this.#sweep;
    this.#context.clearRect(0, 0, widthPx, this.#heightPx);
    this.#context.beginPath();
    for (let column = 1; column < widthPx; column += 1) this.#dash(column);
    this.#stroke(this.#silenceColour);
  }

  #erase(from: number, to: number): void {
    for (const [x, width] of placesOf(this.#sweep, from, to)) this.#context.clearRect(x, 0, width, this.#heightPx);
  }

  #draw(tape: WaveTape, from: number, to: number): void {
    const sweep = this.#sweep;
    const context = this.#context;
    let lines = 0;
    let drawing = false;
    const silent: number[] = [];
    let last = tape.valueAt(timeOf(sweep, from - 1));
    context.beginPath();
    for (let column = from; column <= to; column += 1) {
      const value = tape.valueAt(timeOf(sweep, column));
      const x = placeOf(sweep, column);
      if (value === null) silent.push(column);
      const goesOn = value !== null && last !== null && x > 0;
      if (goesOn) {
        if (!drawing) context.moveTo(x - 0.5, this.#y(last as number));
        context.lineTo(x + 0.5, this.#y(value));
        lines += 1;
      }
      drawing = goesOn;
      last = value;
    }
    if (lines > 0) this.#stroke(this.#waveColour);
    if (silent.length === 0) return;
    context.beginPath();
    for (const column of silent) this.#dash(column);
    this.#stroke(this.#silenceColour);
  }

  #dash(column: number): void {
    const x = placeOf(this.#sweep, column);
    if (x === 0 || Math.floor(x / (DASH_CSS_PX * this.#ratio)) % 2 !== 0) return;
    this.#context.moveTo(x - 0.5, this.#heightPx / 2);
    this.#context.lineTo(x + 0.5, this.#heightPx / 2);
  }

  #y(value: number): number {
    const half = this.#heightPx / 2;
    const share = Math.max(-1, Math.min(1, value / this.#scale));
    return half - share * half * DEFLECTION;
  }

  #stroke(colour: string): void {
    this.#context.strokeStyle = colour;
    this.#context.stroke();
  }
}
