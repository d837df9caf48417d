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
  readonly sent: readonly [pulse: string, respiration: string];
  readonly shown: readonly [pulse: string, respiration: string];
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
  const look = async ({ tMs, pulse, respiration }: Vitals) => {
    await new Promise((done) => setTimeout(done, LOOKED_AT_MS));
    const [shownPulse, shownRespiration] = await Promise.all([read("pulse"), read("respiration")]);
    const sent = [shownAs(pulse.rateBpm), shownAs(respiration.rateBrpm)] as const;
    looked.push({ tMs, sent, shown: [shownPulse, shownRespiration] });
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
  const unequal = looked.filter(({ sent, shown }) => sent.join() !== shown.join());
  process.stdout.write(`\n${looked.length - unequal.length} of ${looked.length} seconds equal on page and stream\n`);
  expect(looked.length).toBeGreaterThanOrEqual(SECONDS - 2);
  expect(unequal).toEqual([]);
});
