import uPlot from "uplot";

import type { HistoryEvent } from "../../../src/wire/history.ts";
import { words } from "../words/words.ts";

import { eventMarks } from "./event-marks.ts";
import { eventWords } from "./event-words.ts";
import { PAPER } from "./palette.ts";
import { paintKind } from "./paper-kinds.ts";
import { type Plot, plotData, plotOptions } from "./plot-options.ts";
import { doubtStretches, type KindStretch } from "./stretches.ts";
import { LEFT_PX, momentWords, xOfTime } from "./trend-frame.ts";
import { ratePlot, type ThirdPlot, type TrendShape, thirdPlot } from "./trend-plots.ts";
import { trendWords } from "./trend-words.ts";

/** A4 across at 150 dots an inch. */
const PAGE = { width: 1754, height: 1240, margin: 60 };
/** How much larger than on the screen everything is drawn. */
const SCALE = 1.6;
const LANE_PX = 16;
/** Events that are listed in words; what is left out is counted. */
const MOST_LISTED = 8;

/** What a page of a trend says of itself. */
export interface PaperTitle {
  readonly bed: string;
  /** Null while nobody is admitted. */
  readonly patient: string | null;
  readonly demo: boolean;
  readonly printedMs: number;
}

/** Draws a trend on a white page, with the words that say what it is not for. */
export async function trendPaper(
  shape: TrendShape,
  events: readonly HistoryEvent[],
  third: ThirdPlot,
  title: PaperTitle,
): Promise<HTMLCanvasElement> {
  const page = document.createElement("canvas");
  page.width = PAGE.width;
  page.height = PAGE.height;
  const context = page.getContext("2d");
  if (context === null) throw new Error("");
  context.fillStyle = PAPER.ground;
  context.fillRect(0, 0, page.width, page.height);
  const width = PAGE.width - 2 * PAGE.margin;
  const write = planPen(context);
  const { answer } = shape;
  const time = (tMs: number) => momentWords(tMs, answer.stepMs === 1000);

  write(`${title.bed}${title.patient === null ? "" : `   ${title.patient}`}`, PAGE.margin, 84, 34, "bold");
  write(words.investigational, PAGE.width - PAGE.margin, 84, 26, "bold", "right");
  write(`${trendWords.title}   ${time(answer.fromMs)} - ${time(answer.toMs)}`, PAGE.margin, 122, 22);
  let top = 140;

  for (const { x, events: marked } of eventMarks(events, answer, width / SCALE)) {
    const [first] = marked;
    const sign =
      marked.length > 1 ? String(marked.length) : first.kind === "alarm" ? "!" : trendWords.letters[first.kind];
    write(sign, PAGE.margin + SCALE * x, top + 22, 20, "bold", "center");
  }
  top += 30;

  const last = thirdPlot(shape, third);
  const rows: { plot: Plot; name: string; doubts: readonly KindStretch[] | null }[] = [
    ...(["pulse", "respiration"] as const).map((vital) => ({
      plot: ratePlot(shape, vital, vital === "respiration" && last === null),
      name: `${trendWords[vital]} ${trendWords.perMinute}`,
      doubts: doubtStretches(answer, shape[vital], vital),
    })),
    ...(last && third !== "none" ? [{ plot: last, name: trendWords[third], doubts: null }] : []),
  ];
  const listed = [...events].sort((a, b) => a.tMs - b.tMs).slice(-MOST_LISTED);
  const bottom = PAGE.height - 110 - 26 * Math.ceil(listed.length / 2);
  const height = Math.floor((bottom - top) / rows.length) - LANE_PX - 8;
  for (const { plot, name, doubts } of rows) {
    context.drawImage(await plotPicture(plot, width, height), PAGE.margin, top, width, height);
    write(name, PAGE.margin + SCALE * LEFT_PX + 14, top + 34, 22, "bold");
    top += height;
    for (const { kind, from, to } of doubts ?? []) {
      const x = (slot: number) => SCALE * xOfTime(answer.fromMs + slot * answer.stepMs, answer, width / SCALE);
      paintKind(context, kind, [PAGE.margin + x(from), top, Math.max(1, x(to) - x(from)), LANE_PX]);
    }
    top += LANE_PX + 8;
  }
  paintLegend(
    context,
    write,
    rows.flatMap(({ doubts }) => doubts ?? []),
    top + 24,
  );
  listed.forEach((event, i) => {
    const [x, y] = [PAGE.margin + (i % 2) * (width / 2), top + 56 + 26 * Math.floor(i / 2)];
    write(`${time(event.tMs)}  ${eventWords(event)}`, x, y, 19);
  });
  write(
    `${words.product}   ${momentWords(title.printedMs, true)}   ${words.investigational}`,
    PAGE.margin,
    PAGE.height - 30,
    18,
  );
  if (title.demo) hatchDemo(context);
  return page;
}

type Pen = (
  text: string,
  x: number,
  y: number,
  px: number,
  weight?: "bold" | "normal",
  align?: CanvasTextAlign,
) => number;

/** Writes at a baseline and returns the text's width. */
function planPen(context: CanvasRenderingContext2D): Pen {
  return (text, x, y, px, weight = "normal", align = "left") => {
    context.font = `${weight} ${px}px system-ui, sans-serif`;
    context.textAlign = align;
    context.fillStyle = PAPER.text;
    context.fillText(text, x, y);
    return context.measureText(text).width;
  };
}

async function plotPicture(plot: Plot, width: number, height: number): Promise<HTMLCanvasElement> {
  // The chart's own picture has the screen's dots: fewer of its pixels make up the same page.
  const size = { width: Math.round(width / devicePixelRatio), height: Math.round(height / devicePixelRatio) };
  const chart = new uPlot(
    plotOptions(plot, PAPER, size, SCALE / devicePixelRatio),
    plotData(plot),
    document.createElement("div"),
  );
  await Promise.resolve();
  return chart.ctx.canvas;
}

function paintLegend(
  context: CanvasRenderingContext2D,
  write: Pen,
  stretches: readonly KindStretch[],
  y: number,
): void {
  let x = PAGE.margin;
  for (const kind of [...new Set(stretches.map((stretch) => stretch.kind))].sort()) {
    paintKind(context, kind, [x, y - LANE_PX, 44, LANE_PX]);
    x += 52 + write(trendWords.kinds[kind], x + 52, y, 18) + 26;
  }
}

function hatchDemo(context: CanvasRenderingContext2D): void {
  context.save();
  context.globalAlpha = 0.22;
  context.fillStyle = PAPER.text;
  context.textAlign = "center";
  context.font = "bold 120px system-ui, sans-serif";
  for (const [x, y] of [
    [0.25, 0.4],
    [0.7, 0.4],
    [0.25, 0.75],
    [0.7, 0.75],
  ]) {
    context.save();
    context.translate(x * PAGE.width, y * PAGE.height);
    context.rotate(-Math.PI / 8);
    context.fillText(words.demo, 0, 0);
    context.restore();
  }
  context.restore();
}
