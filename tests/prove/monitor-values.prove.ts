import { afterAll, beforeAll, expect, test } from "vitest";

import type { Vitals } from "../../src/wire/vitals.ts";
import { type RunningStation, startRunningStation } from "../station/running-station.ts";
import { launchBrowser, openMonitor } from "../web-ui/browser.ts";

const SECONDS = Number(process.env.VALUES_SECONDS ?? 180);
/** A number changes at most once a second: it is looked at shortly before the next values are due. */
const LOOKED_AT_MS = 850;

let station: RunningStation;
beforeAll(async () => {
  station = await startRunningStation(["--source", "phantom:demo-adult"]);
});
afterAll(() => station.stop());

interface Looked {
  readonly tMs: number;
  /** The values of the second before, those of this one, and where it took the box long to look, those that came meanwhile. */
  readonly sent: readonly string[];
  readonly shown: string;
}

function shownAs(ratePerMin: number | null): string {
  return ratePerMin === null ? "- - -" : String(Math.round(ratePerMin));
}

test("the numbers on the page are those of the stream, second by second", async () => {
  const browser = await launchBrowser();
  const { page } = await openMonitor(browser, station.port);
  await page.waitForSelector("[data-testid=pulse-state][data-state=live]", { timeout: 120_000 });
  const looked: Looked[] = [];
  let looking = Promise.resolve();
  const read = async (sign: string) => ((await page.getByTestId(`${sign}-rate`).textContent()) ?? "").trim();
  let newest = "";
  const look = async ({ tMs, pulse, respiration }: Vitals) => {
    // A number changes at most once a second: where two came closer together, that of the second before still stands.
    const previous = newest;
    newest = `${shownAs(pulse.rateBpm)}, ${shownAs(respiration.rateBrpm)}`;
    await new Promise((done) => setTimeout(done, LOOKED_AT_MS));
    const before = newest;
    const shown = (await Promise.all([read("pulse"), read("respiration")])).join(", ");
    looked.push({ tMs, sent: [previous, before, newest], shown });
  };
  const socket = station.listen(({ message }) => {
    // A socket that opens is told the past first.
    if (message.kind === "vitals" && live) looking = look(message.vitals);
    if (message.kind === "tick") live = true;
  });
  let live = false;
  await new Promise((done) => setTimeout(done, 1000 * (SECONDS + 2)));
  socket.close();
  await looking;
  await browser.close();
  const unequal = looked.filter(({ sent, shown }) => !sent.includes(shown));
  process.stdout.write(`\n${looked.length - unequal.length} of ${looked.length} seconds equal on page and stream\n`);
  expect(looked.length).toBeGreaterThan(SECONDS / 2);
  expect(unequal).toEqual([]);
});
