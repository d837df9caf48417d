import "./spectrum.css";

import { For, Index, Show } from "solid-js";

import type { Evidence } from "../../../src/wire/vitals.ts";
import { DemoHatch } from "../demo/demo-hatch.tsx";
import { createSize } from "../surface/size.ts";
import { words } from "../words/words.ts";

import { AXIS_BPM, powerAt, spectrumArea, spectrumLine, xOfRate, yOfPower } from "./spectrum-shape.ts";

const TOP_PX = 30;
const BOTTOM_PX = 24;
const SIDE_PX = 14;
/** Room that a rate takes beside its mark. */
const WORD_PX = 40;

interface SpectrumProps {
  readonly evidence: Evidence | null;
  /** The rate that is shown, null while none is. */
  readonly rateBpm: number | null;
  readonly demo: boolean;
}

/** Spectrum of the last window: the peak that became the rate, and the others that were candidates. */
export function Spectrum(props: SpectrumProps) {
  let field!: HTMLDivElement;
  const size = createSize(() => field);
  const plot = () => ({
    width: Math.max(0, size().width - 2 * SIDE_PX),
    height: Math.max(0, size().height - TOP_PX - BOTTOM_PX),
  });
  const spectrum = () => props.evidence?.spectrum ?? null;
  const x = (rateBpm: number) => xOfRate(rateBpm, plot());
  const others = () =>
    (props.evidence?.candidates ?? []).filter(
      ({ rateBpm }) =>
        rateBpm >= AXIS_BPM.from &&
        rateBpm <= AXIS_BPM.to &&
        (props.rateBpm === null || Math.abs(rateBpm - props.rateBpm) > 3),
    );
  const top = (rateBpm: number) => {
    const shape = spectrum();
    return yOfPower((shape && powerAt(shape, rateBpm)) ?? 0, plot());
  };
  /** Words stand to the right of their mark, and to its left where the plot ends. */
  const anchor = (rateBpm: number) => (x(rateBpm) > plot().width - WORD_PX ? "end" : "start");
  const beside = (rateBpm: number, gapPx: number) => (anchor(rateBpm) === "end" ? -gapPx : gapPx);
  return (
    <section class="panel spectrum" data-testid="spectrum">
      <header>
        <h2>{words.evidence.spectrum}</h2>
        <span class="muted">{words.evidence.perMinute}</span>
        <span class="muted aside">{props.evidence && words.evidence.window(Math.round(props.evidence.windowS))}</span>
      </header>
      <div class="spectrum-field" ref={field}>
        <svg width={size().width} height={size().height} aria-hidden="true">
          <g transform={`translate(${SIDE_PX} ${TOP_PX})`}>
            <For each={AXIS_BPM.ticks}>
              {(tick) => (
                <g transform={`translate(${x(tick)} ${plot().height})`}>
                  <line class="tick" y2="5" />
                  <text class="tick-word" y="20">
                    {tick}
                  </text>
                </g>
              )}
            </For>
            <line class="axis" x2={plot().width} y1={plot().height} y2={plot().height} />
            <Show when={spectrum()}>
              {(shape) => (
                <>
                  <path
                    class="spectrum-area"
                    classList={{ chosen: props.rateBpm !== null }}
                    d={spectrumArea(shape(), plot())}
                  />
                  <path
                    class="spectrum-line"
                    classList={{ chosen: props.rateBpm !== null }}
                    d={spectrumLine(shape(), plot())}
                  />
                  <Index each={others()}>
                    {(candidate) => (
                      <g
                        class="candidate"
                        transform={`translate(${x(candidate().rateBpm)} ${top(candidate().rateBpm)})`}
                      >
                        <path d="M-5 -14h10l-5 8z" />
                        <text x={beside(candidate().rateBpm, 9)} text-anchor={anchor(candidate().rateBpm)} y="-6">
                          {Math.round(candidate().rateBpm)}
                        </text>
                      </g>
                    )}
                  </Index>
                </>
              )}
            </Show>
            <Show when={props.rateBpm}>
              {(rate) => (
                <g class="peak" transform={`translate(${x(rate())} 0)`} data-testid="spectrum-peak" data-rate={rate()}>
                  <line y1="-8" y2={plot().height} />
                  <path d="M-8 -20h16l-8 12z" />
                  <text x={beside(rate(), 13)} text-anchor={anchor(rate())} y="-8">
                    {Math.round(rate())}
                  </text>
                </g>
              )}
            </Show>
          </g>
        </svg>
        <Show when={spectrum() === null}>
          <p class="empty">{words.evidence.noSpectrum}</p>
        </Show>
      </div>
      <DemoHatch demo={props.demo} />
    </section>
  );
}
