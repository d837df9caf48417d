import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, vi } from "vitest";

import type { StreamMessage } from "../../src/wire/messages.ts";
import { testWithChromium } from "../left-out.ts";
import { type RunningStation, startRunningStation } from "../station/running-station.ts";
import { launchBrowser } from "../web-ui/browser.ts";
import { text } from "../web-ui/monitor-bench.ts";
import { recordedPulses, recordSounds, soundContext } from "../web-ui/sound-record.ts";

/** Whatever else the machine does. */
const PATIENCE = { timeout: 180_000, interval: 200 };
const SOURCE = ["--source", "phantom:demo-adult"];
/** How far a screen's clock may be off, ms. */
const SKEW_MS = 3 * 3_600_000;

let data: string;
let station: RunningStation;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "afar-monitor-"));
  station = await startRunningStation(SOURCE, undefined, data);
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await recordSounds(page);
  await page.addInitScript(`{ const now = Date.now; Date.now = () => now() + ${SKEW_MS}; }`);
  await page.goto(`http://127.0.0.1:${station.port}/`);
  await rateStands();
}, 400_000);
// What one test left open must not fail the next.
beforeEach(() => page.keyboard.press("Escape"));
afterAll(async () => {
  await browser.close();
  await station.stop();
  rmSync(data, { recursive: true });
});

const click = (testId: string) => page.getByTestId(testId).first().click();
const becomes = (read: () => Promise<unknown>, wanted: unknown) =>
  vi.waitFor(async () => expect(await read()).toEqual(wanted), PATIENCE);

async function rateStands(): Promise<void> {
  await page.waitForSelector("[data-testid=pulse-state][data-state=live]", { timeout: PATIENCE.timeout });
}

async function setPulseHigh(limit: number): Promise<void> {
  await click("limits-open");
  await page.getByTestId("pulse-low").fill("25");
  await page.getByTestId("pulse-high").fill(String(limit));
  await click("limits-save");
  await becomes(() => page.getByTestId("limits").count(), 0);
}

/** The mode and patient of the bed as the station tells them on its stream. */
async function told(): Promise<Extract<StreamMessage, { kind: "alarms" }>> {
  let found: Extract<StreamMessage, { kind: "alarms" }> | null = null;
  const socket = station.listen(({ message }) => {
    if (message.kind === "alarms") found = message;
  });
  await vi.waitFor(() => expect(found).not.toBeNull(), PATIENCE);
  socket.close();
  if (found === null) throw new Error("the station told nothing of its alarms");
  return found;
}

testWithChromium(
  "a patient is admitted with consent and warnings, and both stand on the page",
  async () => {
    await click("patient-open");
    await page.getByTestId("admit-name").fill("Chan 4711");
    expect(await page.getByTestId("admit-submit").isDisabled()).toBe(true);
    await page.getByTestId("admit-consent").selectOption("representative");
    await page.getByTestId("warning-balloon-pump").check();
    await page.keyboard.press("Enter");
    await becomes(() => page.getByTestId("admit").count(), 0);
    await vi.waitFor(async () => expect(await text(page, "patient-label")).toContain("Chan 4711"), PATIENCE);
    expect(await text(page, "warnings")).toBe("intra-aortic balloon pump");
    expect((await told()).patient).toMatchObject({
      label: "Chan 4711",
      consent: "representative",
      warnings: ["balloon-pump"],
    });
  },
  400_000,
);

testWithChromium(
  "the clock is the station's, however wrong that of the screen is",
  async () => {
    const [hour, minute] = (await text(page, "clock")).split(":").map(Number);
    const now = new Date();
    const off = Math.abs(hour * 60 + minute - (now.getHours() * 60 + now.getMinutes()));
    expect(Math.min(off, 1440 - off)).toBeLessThanOrEqual(2);
  },
  400_000,
);

testWithChromium(
  "a limit below the rate alarms in sight and sound; acknowledged it is silent, and stands until the rate is within",
  async () => {
    expect((await soundContext(page)).contexts).toBe(1);
    await becomes(() => page.getByTestId("sound").getAttribute("data-sound"), "on");
    await setPulseHigh(40);
    expect(await text(page, "pulse-limits")).toBe("25-40");
    const area = page.getByTestId("alarms-physiological");
    await vi.waitFor(async () => expect(await area.textContent()).toMatch(/\*+ PR \d+>40/), PATIENCE);
    expect(await area.getAttribute("class")).toContain("flashing");
    expect(await page.locator(".rate-limits .violated").textContent()).toBe("40");
    // More than the two pulses of the test at the beginning: bursts of the alarm, again and again.
    await vi.waitFor(async () => expect((await recordedPulses(page)).length).toBeGreaterThan(12), PATIENCE);
    expect((await soundContext(page)).state).toBe("running");
    await click("acknowledge-all");
    await vi.waitFor(async () => expect(await area.getAttribute("class")).not.toContain("flashing"), PATIENCE);
    const soon = (await recordedPulses(page)).length;
    await page.waitForTimeout(12_000);
    expect((await recordedPulses(page)).length).toBe(soon);
    await setPulseHigh(150);
    await vi.waitFor(async () => expect(await area.textContent()).not.toContain(">40"), PATIENCE);
  },
  900_000,
);

testWithChromium(
  "the sound is paused with a countdown, and comes back",
  async () => {
    await setPulseHigh(40);
    const area = page.getByTestId("alarms-physiological");
    await vi.waitFor(async () => expect(await area.textContent()).toMatch(/PR \d+>40/), PATIENCE);
    await click("pause-audio");
    await vi.waitFor(async () => expect(await text(page, "sound")).toMatch(/^sound paused (11\d|120) s$/), PATIENCE);
    const first = await text(page, "sound");
    await vi.waitFor(async () => expect(await text(page, "sound")).not.toBe(first), PATIENCE);
    const during = (await recordedPulses(page)).length;
    await page.waitForTimeout(10_000);
    expect((await recordedPulses(page)).length).toBe(during);
    await click("pause-audio");
    await becomes(() => text(page, "sound"), "sound on");
    await vi.waitFor(async () => expect((await recordedPulses(page)).length).toBeGreaterThan(during), PATIENCE);
    await click("acknowledge-all");
    await click("limits-open");
    // There are automatic limits only around rates that are sure now.
    await vi.waitFor(async () => {
      await click("limits-automatic");
      const shown = Number(await text(page, "pulse-rate"));
      expect(Number(await page.getByTestId("pulse-high").inputValue())).toBeGreaterThan(shown);
    }, PATIENCE);
    await page.keyboard.press("Escape");
    await vi.waitFor(async () => expect(await area.textContent()).not.toContain(">40"), PATIENCE);
  },
  900_000,
);

testWithChromium(
  "one touch closes the camera for privacy: its process ends, the seconds count down, and another touch opens it",
  async () => {
    await click("privacy");
    await vi.waitFor(async () => expect(await text(page, "privacy-left")).toMatch(/^[45]:\d\d$/), PATIENCE);
    expect(await page.getByTestId("camera").getAttribute("data-camera")).toBe("off");
    await vi.waitFor(() => expect(station.bedPids().size).toBe(0), PATIENCE);
    const first = await text(page, "privacy-left");
    await vi.waitFor(async () => expect(await text(page, "privacy-left")).not.toBe(first), PATIENCE);
    await click("privacy");
    await becomes(() => page.getByTestId("privacy-note").count(), 0);
    await vi.waitFor(() => expect(station.bedPids().size).toBe(1), PATIENCE);
    await rateStands();
  },
  900_000,
);

testWithChromium(
  "the language changes everywhere at once, and is kept",
  async () => {
    await click("language-zh-Hant");
    await becomes(() => text(page, "investigational"), "研究用途，不得用於臨床");
    expect(await page.evaluate("document.documentElement.lang")).toBe("zh-Hant");
    await page.reload();
    await becomes(() => text(page, "investigational"), "研究用途，不得用於臨床");
    await click("language-en");
    await becomes(() => text(page, "investigational"), "investigational, not for clinical use");
    await rateStands();
  },
  400_000,
);

testWithChromium(
  "a stream that stalls is grey with its seconds within moments, and no number of it looks live",
  async () => {
    process.kill(station.pid, "SIGSTOP");
    try {
      await page.getByTestId("stalled").waitFor({ timeout: PATIENCE.timeout });
      expect(await text(page, "stalled")).toMatch(/^no data for \d+ s$/);
      expect(await page.getByTestId("pulse-state").getAttribute("data-state")).not.toBe("live");
      expect(await page.locator(".bed-view").getAttribute("class")).toContain("stalled");
    } finally {
      process.kill(station.pid, "SIGCONT");
    }
    await becomes(() => text(page, "link"), "link ok");
    await rateStands();
  },
  400_000,
);

testWithChromium(
  "a station that is killed is missed in words and sound, and what it knew is back with it",
  async () => {
    const { port } = station;
    const before = (await recordedPulses(page)).length;
    process.kill(station.pid, "SIGKILL");
    await vi.waitFor(async () => expect(await text(page, "link")).toContain("link lost"), PATIENCE);
    const area = page.getByTestId("alarms-technical");
    await vi.waitFor(async () => expect(await area.textContent()).toContain("LINK TO STATION LOST"), PATIENCE);
    // Nobody touched the page since it was loaded anew but for the language: that was a touch.
    await vi.waitFor(async () => expect((await recordedPulses(page)).length).toBeGreaterThan(before), PATIENCE);
    station = await startRunningStation([...SOURCE, "--port", String(port)], undefined, data);
    await becomes(() => text(page, "link"), "link ok");
    expect(await text(page, "patient-label")).toContain("Chan 4711");
    await rateStands();
  },
  600_000,
);

testWithChromium(
  "a patient who is discharged leaves nothing on the page but an empty bed on standby",
  async () => {
    await click("acknowledge-all").catch(() => undefined);
    await click("patient-open");
    await click("discharge");
    await click("discharge-confirm");
    await becomes(() => page.getByTestId("patient").count(), 0);
    await page.getByTestId("standby-note").waitFor({ timeout: PATIENCE.timeout });
    await vi.waitFor(async () => expect(await text(page, "patient-label")).toContain("nobody admitted"), PATIENCE);
    const { patient, mode, settings } = await told();
    expect({ patient, mode, high: settings.limits.pulse.high }).toEqual({ patient: null, mode: "standby", high: 120 });
    expect(complaints.filter((complaint) => !complaint.includes("ERR_CONNECTION"))).toEqual([]);
  },
  400_000,
);
