import type { Page } from "playwright-core";

import type { Vitals } from "../../src/wire/vitals.ts";

/** The numbers of a second by their names, as they are written. */
export type Numbers = Readonly<Record<string, string>>;

/** What stood on a page, and for which second of the stream. */
interface Stood {
  readonly name: string;
  readonly tMs: number;
  readonly text: string;
}

export interface ShownNumbers {
  readonly stood: readonly Stood[];
  /** Between changes of a rate to another one, ms. */
  readonly gapsMs: readonly number[];
}

const NONE = "- - -";

/** The numbers of the bedside view, from the values themselves. */
export function numbersOf({ pulse, respiration, variability, movement }: Vitals): Numbers {
  const whole = (value: number | null) => (value === null ? NONE : String(Math.round(value)));
  const percent = (share: number | null) => (share === null ? NONE : `${Math.round(100 * share)} %`);
  return {
    pulse: whole(pulse.rateBpm),
    respiration: whole(respiration.rateBrpm),
    variability: variability
      ? [variability.sdnnMs, variability.rmssdMs, variability.beats].map((value) => value.toFixed(0)).join(" ")
      : "",
    blinks: whole(movement.blinksPerMin),
    eyesClosed: percent(movement.eyesClosed),
  };
}

/** Writes down each change of the numbers from now on. A string: it runs in the page. */
const RECORD = `(() => {
  const stood = [], gapsMs = [], last = {}, changed = {};
  const text = (selector) => (document.querySelector(selector)?.textContent ?? "").replace(/\\s+/g, " ").trim();
  const take = (name, holder, said) => {
    const tMs = Number(document.querySelector(holder)?.dataset.tMs ?? NaN);
    const before = last[name];
    if (Number.isNaN(tMs) || (before && before.tMs === tMs && before.text === said)) return;
    const now = performance.now();
    if (before && before.text !== said) {
      const rates = ![said, before.text].includes("${NONE}") && (name === "pulse" || name === "respiration");
      if (rates && changed[name]) gapsMs.push(Math.round(now - changed[name]));
      changed[name] = now;
    }
    last[name] = { name, tMs, text: said };
    stood.push(last[name]);
  };
  const look = () => {
    for (const sign of ["pulse", "respiration"]) {
      const numeral = "[data-testid=" + sign + "-rate]";
      take(sign, numeral, text(numeral));
    }
    const bed = ".bed-view";
    const figures = [...document.querySelectorAll("[data-testid=variability] dd")];
    take("variability", bed, figures.map((figure) => figure.firstChild.data.trim()).join(" "));
    take("blinks", bed, text("[data-testid=blinks] b"));
    take("eyesClosed", bed, text("[data-testid=eyes-closed] b"));
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  look();
  window.shownNumbers = () => ({ stood, gapsMs });
})()`;

/** Begins to write down what a page shows; returns what asks for it. */
export async function recordPage(page: Page): Promise<() => Promise<ShownNumbers>> {
  await page.evaluate(RECORD);
  return () => page.evaluate<ShownNumbers>("window.shownNumbers()");
}
