import { createSignal, Show } from "solid-js";

import type { Failure } from "../../../src/wire/failure.ts";
import type { HistoryEvent, TrendAnswer } from "../../../src/wire/history.ts";
import { SaidError, type Sentence, sentenceOf } from "../words/sentence.ts";
import { toldFailure } from "../words/told.ts";
import { words } from "../words/words.ts";

import { picturePdf } from "./paper-pdf.ts";
import { secondsPath } from "./past.ts";
import { saveFile } from "./save-file.ts";
import { type PaperTitle, trendPaper } from "./trend-paper.ts";
import { type ThirdPlot, trendShape } from "./trend-plots.ts";
import { trendWords } from "./trend-words.ts";

interface TrendExportProps {
  readonly answer: TrendAnswer;
  readonly events: readonly HistoryEvent[];
  readonly third: ThirdPlot;
  readonly title: () => PaperTitle;
}

/** Saves the stretch that is shown: every second as CSV, the graphic as a picture or a page. */
export function TrendExport(props: TrendExportProps) {
  const [fault, setFault] = createSignal<Sentence | null>(null);
  const name = (ending: string) =>
    `trends-${props.title().bed}-${new Date(props.answer.toMs).toISOString().slice(0, 16)}.${ending}`;

  /** Says what went wrong instead of leaving the reader without a file. */
  async function save(ending: string, make: () => Promise<Blob>): Promise<void> {
    setFault(null);
    try {
      saveFile(name(ending), await make());
    } catch (error) {
      setFault(() => sentenceOf(error));
    }
  }
  const page = () => trendPaper(trendShape(props.answer), props.events, props.third, props.title());

  async function csv(): Promise<Blob> {
    const response = await fetch(secondsPath(props.answer.bed, props.answer)).catch(() => null);
    if (response?.ok) return response.blob();
    const failure = response && ((await response.json()) as Failure);
    throw new SaidError(() => (failure ? toldFailure(failure) : ""));
  }
  async function pdf(): Promise<Blob> {
    const canvas = await page();
    const jpeg = new Uint8Array(await (await blobOf(canvas, "image/jpeg")).arrayBuffer());
    const title = `${words.product} ${props.title().bed}: investigational, not for clinical use`;
    return new Blob([picturePdf(jpeg, canvas, title)], { type: "application/pdf" });
  }

  return (
    <fieldset aria-label={trendWords.save}>
      <button type="button" title={trendWords.csvSeconds} data-testid="save-csv" onClick={() => void save("csv", csv)}>
        {trendWords.csv}
      </button>
      <button
        type="button"
        data-testid="save-png"
        onClick={() => void save("png", async () => blobOf(await page(), "image/png"))}
      >
        {trendWords.png}
      </button>
      <button type="button" data-testid="save-pdf" onClick={() => void save("pdf", pdf)}>
        {trendWords.pdf}
      </button>
      <Show when={fault() !== null}>
        <p class="past-fault" role="alert">
          {trendWords.failed(fault()?.() ?? "")}
        </p>
      </Show>
    </fieldset>
  );
}

function blobOf(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(""))), type, 0.92);
  });
}
