import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { type RunningStation, startRunningStation } from "../station/running-station.ts";
import { launchBrowser, openMonitor } from "../web-ui/browser.ts";

import { type Numbers, numbersOf, recordPage, type ShownNumbers } from "./shown-numbers.ts";

const SECONDS = Number(process.env.VALUES_SECONDS ?? 180);
const FAULT_SECONDS = 25;
/** A number changes at most once a second: of values that came closer together than that, those before the last may be left out. */
const CROWDED_MS = 900;
/** Of all others, for a pace that waits a little longer each time. */
const MOST_LEFT_OUT = 0.02;
/** The page counts a second before it writes; the writing itself may take longer one time than another. */
const LEAST_GAP_MS = 900;

let station: RunningStation;
beforeAll(async () => {
  station = await startRunningStation(["--source", "phantom:demo-adult"]);
});
afterAll(() => station.stop());

interface Compared {
  /** Seconds of the stream whose every number was looked at. */
  readonly seconds: number;
  /** Numbers that stood on the page for a second and were not those of the stream, as "second name: page instead of stream". */
  readonly unequal: readonly string[];
  /** Numbers of a second that never stood on the page, and those of seconds that were followed by the next one too soon. */
  readonly leftOut: readonly string[];
  readonly crowded: number;
  readonly numbers: number;
}

/** What the stream told for a second, and when. */
interface Sent {
  readonly atMs: number;
  readonly values: Numbers;
}

/** Holds each number that the page showed against the number of that same second of the stream. */
function compare(sent: ReadonlyMap<number, Sent>, shown: ShownNumbers): Compared {
  const unequal: string[] = [];
  const leftOut: string[] = [];
  let numbers = 0;
  let crowded = 0;
  for (const [tMs, { atMs, values }] of sent) {
    const next = sent.get(tMs + 1000);
    if (next && next.atMs - atMs < CROWDED_MS) crowded += Object.keys(values).length;
    for (const [name, value] of Object.entries(values)) {
      const stood = shown.stood.filter((each) => each.name === name && each.tMs === tMs);
      numbers += 1;
      if (stood.length === 0) leftOut.push(`${tMs / 1000} s ${name}`);
      for (const { text } of stood)
        if (text !== value) unequal.push(`${tMs / 1000} s ${name}: ${text} instead of ${value}`);
    }
  }
  return { seconds: sent.size, unequal, leftOut, crowded, numbers };
}

/** Opens the page, waits for a live pulse, and listens to both for as many seconds of the stream. */
async function follow(
  seconds: number,
  prepare: (page: Page) => Promise<void>,
): Promise<{ readonly compared: Compared; readonly shown: ShownNumbers; readonly sent: ReadonlyMap<number, Sent> }> {
  const browser = await launchBrowser();
  const { page } = await openMonitor(browser, station.port);
  await prepare(page);
  await page.waitForSelector("[data-testid=pulse-state][data-state=live]", { timeout: 600_000 });
  const recorded = await recordPage(page);
  const sent = new Map<number, Sent>();
  let live = false;
  const socket = station.listen(({ atMs, message }) => {
    // A socket that opens is told the past first.
    live ||= message.kind === "tick";
    if (live && message.kind === "vitals") sent.set(message.vitals.tMs, { atMs, values: numbersOf(message.vitals) });
  });
  while (sent.size < seconds) await page.waitForTimeout(100);
  socket.close();
  // The last of them is shown when its second is over.
  await page.waitForTimeout(2000);
  const shown = await recorded();
  await browser.close();
  return { compared: compare(sent, shown), shown, sent };
}

test("every number on the page is that of the stream, of the second that it says it is of", async () => {
  const { compared, shown } = await follow(SECONDS, async () => undefined);
  const { seconds, unequal, leftOut, crowded, numbers } = compared;
  const { gapsMs } = shown;
  const least = gapsMs.length === 0 ? "no number changed twice" : `changes at least ${Math.min(...gapsMs)} ms apart`;
  process.stdout.write(
    `\n${seconds} seconds of the stream, ${numbers} numbers: ${numbers - leftOut.length} shown, ${unequal.length} unequal, ` +
      `${leftOut.length} left out by the pace of one change a second (${crowded} came too close before the next); ${gapsMs.length} changes of a rate, ${least}\n`,
  );
  expect(unequal).toEqual([]);
  expect(leftOut.length).toBeLessThanOrEqual(MOST_LEFT_OUT * numbers + crowded);
  for (const gapMs of gapsMs) expect(gapMs).toBeGreaterThanOrEqual(LEAST_GAP_MS);
});

/** Every fifth second the page is made to think that the pulse is faster by one. */
const FAULT = `{
  const Native = WebSocket;
  window.WebSocket = class extends Native {
    set onmessage(hear) {
      super.onmessage = hear && ((event) => {
        const message = typeof event.data === "string" ? JSON.parse(event.data) : null;
        const planted = message?.kind === "vitals" && message.vitals.tMs % 5000 === 0 && message.vitals.pulse.rateBpm !== null;
        if (planted) message.vitals.pulse.rateBpm += 1;
        hear(planted ? { data: JSON.stringify(message) } : event);
      });
    }
  };
}`;

test("a page that shows a number wrongly in one second of five is found out, each time and for nothing else", async () => {
  const { compared, shown, sent } = await follow(FAULT_SECONDS, async (page) => {
    await page.addInitScript(FAULT);
    await page.reload();
  });
  const { unequal } = compared;
  process.stdout.write(`\nplanted faults found: ${unequal.join("; ")}\n`);
  const planted = shown.stood.filter(
    ({ name, tMs }) => name === "pulse" && tMs % 5000 === 0 && hasPulse(sent.get(tMs)),
  );
  expect(planted.length).toBeGreaterThan(0);
  expect(unequal.map((each) => each.split(":", 1)[0])).toEqual(planted.map(({ tMs }) => `${tMs / 1000} s pulse`));
});

function hasPulse(sent: Sent | undefined): boolean {
  return sent !== undefined && /\d/.test(sent.values.pulse ?? "");
}
