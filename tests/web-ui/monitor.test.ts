import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";

import { heldScene, liveScene, type Scene, silentScene, status } from "../stream/synthetic-bed.ts";

import { digitHeight, launchBrowser, openMonitor, readWave, type WatchedPage } from "./browser.ts";
import { FakeStation } from "./fake-station.ts";

const BED = { bed: "1", label: "Bed 1", demo: false };
const PATIENCE = { timeout: 15_000, interval: 100 };

let staticDir: string;
let browser: Browser;
let station: FakeStation;
let watched: WatchedPage | null = null;

beforeAll(async () => {
  staticDir = mkdtempSync(join(tmpdir(), "afar-web-ui-"));
  const build = ["run", "build", "-w", "web-ui", "--", "--outDir", staticDir, "--emptyOutDir", "--logLevel", "error"];
  execFileSync("npm", build, {
    cwd: resolve(import.meta.dirname, "../.."),
    env: { ...process.env, NODE_ENV: "production" },
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(staticDir, { recursive: true });
});
beforeEach(async () => {
  station = await FakeStation.start(0, staticDir, [BED]);
  station.server.hub.publish(status("1", "running", "running"));
});
afterEach(async () => {
  const complaints = watched?.complaints ?? [];
  await watched?.page.close();
  watched = null;
  await station.close();
  // That nobody listens while a station is away is the one thing that a browser may say.
  expect(complaints.filter((complaint) => !complaint.includes("net::ERR_CONNECTION_"))).toEqual([]);
});

async function open(): Promise<Page> {
  watched = await openMonitor(browser, station.server.port);
  return watched.page;
}

/** Opens a page on a bed that has told `scene` for a full sweep already and goes on telling it. */
async function openOn(scene: Scene): Promise<Page> {
  station.tellPast("1", scene, 12_000);
  return open();
}

async function text(page: Page, testId: string): Promise<string> {
  return ((await page.getByTestId(testId).textContent()) ?? "").replace(/\s+/g, " ").trim();
}

function style(page: Page, selector: string, property: string): Promise<string> {
  return page.evaluate<string>(`getComputedStyle(document.querySelector("${selector}")).${property}`);
}

function pulseState(page: Page): Promise<string | null> {
  return page.getByTestId("pulse-state").getAttribute("data-state");
}

async function stateBecomes(page: Page, state: string): Promise<void> {
  await vi.waitFor(async () => expect(await pulseState(page)).toBe(state), PATIENCE);
}

test("a live rate is shown as it was sent, with its wave, its evidence and the station's clock", async () => {
  const page = await openOn(liveScene(72.4));
  await stateBecomes(page, "live");
  expect(await text(page, "pulse-rate")).toBe("72");
  expect(await page.getByTestId("confidence").getAttribute("data-steps")).toBe("5");
  expect(await text(page, "confidence")).toContain("steady: forehead + cheeks");
  expect(await page.getByTestId("spectrum-peak").getAttribute("data-rate")).toBe("72.4");
  expect(await text(page, "methods")).toMatch(/POS\s*72\.4\s*CHROM\s*72\.1/);
  expect(await page.getByTestId("outline").locator("polygon").count()).toBe(8);
  expect(await text(page, "gain-mark")).toBe("2 ‰");
  expect(await text(page, "link")).toBe("link ok");
  expect(await text(page, "clock")).toMatch(/^\d\d:\d\d:\d\d$/);
  expect(await text(page, "investigational")).toBe("investigational, not for clinical use");
  expect(await page.getByTestId("demo-mark").count()).toBe(0);
  await vi.waitFor(async () => expect((await readWave(page)).green).toBeGreaterThan(1000), PATIENCE);
});

test("the wave sweeps: it fills the panel's height, leaves one gap, and is somewhere else a moment later", async () => {
  const page = await openOn(liveScene(72.4));
  await vi.waitFor(async () => expect((await readWave(page)).green).toBeGreaterThan(1000), PATIENCE);
  const drawn = await readWave(page);
  expect(drawn.spread).toBeGreaterThan(0.4);
  expect(drawn.changes).toBeLessThanOrEqual(4);
  const canvas = page.getByTestId("wave");
  const before = await canvas.screenshot();
  await vi.waitFor(async () => expect((await canvas.screenshot()).equals(before)).toBe(false), PATIENCE);
});

test("numerals are at least 130 px high at 1280x720 and keep their place when a digit more is needed", async () => {
  const page = await openOn(liveScene(72.4));
  await stateBecomes(page, "live");
  expect(await digitHeight(page)).toBeGreaterThanOrEqual(130);
  const boxes = async () => [
    await page.getByTestId("pulse-rate").locator("span").last().boundingBox(),
    await page.getByTestId("confidence").boundingBox(),
    await page.getByTestId("wave").boundingBox(),
  ];
  const before = await boxes();
  station.play("1", liveScene(118));
  await vi.waitFor(async () => expect(await text(page, "pulse-rate")).toBe("118"), PATIENCE);
  expect(await boxes()).toEqual(before);
});

test("a held rate is outlined, says for how long, and says why", async () => {
  const page = await openOn(liveScene(72.4));
  await stateBecomes(page, "live");
  station.play("1", heldScene(72.4, "motion"));
  await stateBecomes(page, "held");
  expect(await text(page, "pulse-rate")).toBe("72");
  expect(await text(page, "pulse-state")).toMatch(/held \d+ s/);
  expect(await text(page, "pulse-reason")).toBe("patient moves");
  expect(await style(page, "[data-testid=pulse-rate]", "color")).toBe("rgba(0, 0, 0, 0)");
});

test.each([
  ["no-face", "cannot see the face"],
  ["low-light", "too dark"],
  ["not-measurable", "pulse not measurable"],
] as const)(
  "without a rate for %s there are dashes, the reason in words, and a dashed flat line",
  async (reason, words) => {
    const page = await openOn(silentScene(reason));
    await stateBecomes(page, "none");
    await vi.waitFor(async () => expect(await text(page, "pulse-reason")).toBe(words), PATIENCE);
    expect(await text(page, "pulse-rate")).toBe("- - -");
    expect(await text(page, "wave-reason")).toBe(words);
    expect(await text(page, "technical")).toContain(words);
    await vi.waitFor(async () => expect((await readWave(page)).columns).toBeGreaterThan(100), PATIENCE);
    const drawn = await readWave(page);
    expect(drawn.green).toBe(0);
    expect(drawn.spread).toBeLessThan(0.03);
    expect(drawn.changes).toBeGreaterThan(40);
    expect(await page.getByTestId("spectrum-peak").count()).toBe(0);
  },
);

test("DEMO lies across every number of a demonstration bed", async () => {
  station.server.hub.setBeds([{ ...BED, demo: true }]);
  const page = await openOn(liveScene(72.4));
  await stateBecomes(page, "live");
  await page.getByTestId("evidence-toggle").click();
  expect(await text(page, "demo-word")).toBe("DEMO");
  for (const panel of [".pulse-numeric", ".spectrum", "[data-testid=figures]", "[data-testid=checks]"]) {
    expect(await page.locator(`${panel} [data-testid=demo-mark]`).textContent(), panel).toContain("DEMO");
  }
  expect(await text(page, "pulse-rate")).toBe("72");
});

test("the second depth of the evidence is one touch away", async () => {
  const page = await openOn(liveScene(72.4));
  await stateBecomes(page, "live");
  expect(await page.getByTestId("checks").count()).toBe(0);
  await page.getByTestId("evidence-toggle").click();
  expect(await text(page, "checks")).toMatch(/peak share\s*0\.81/);
});

test("a bed that falls silent turns grey, counts the seconds, and loses its number in the end", async () => {
  const page = await openOn(liveScene(72.4));
  await stateBecomes(page, "live");
  station.play("1", null);
  await vi.waitFor(async () => expect(await text(page, "stalled")).toBe("no data for 2 s"), PATIENCE);
  expect(await pulseState(page)).toBe("held");
  expect(await style(page, ".pulse-wave", "filter")).toContain("grayscale(1)");
  await vi.waitFor(async () => expect(await text(page, "stalled")).toBe("no data for 4 s"), PATIENCE);
  await vi.waitFor(async () => expect(await text(page, "pulse-rate")).toBe("- - -"), PATIENCE);
  expect((await readWave(page)).green).toBe(0);
  station.play("1", liveScene(72.4));
  await stateBecomes(page, "live");
  expect(await page.getByTestId("stalled").count()).toBe(0);
});

test("a page that is opened on a silent bed does not take the past for life", async () => {
  const page = await openOn(liveScene(72.4));
  await stateBecomes(page, "live");
  station.play("1", null);
  await vi.waitFor(async () => expect(await text(page, "stalled")).toBe("no data for 3 s"), PATIENCE);
  await page.reload();
  await page.getByTestId("pulse-state").waitFor();
  expect(await pulseState(page)).not.toBe("live");
  expect(await text(page, "stalled")).toMatch(/no data for [3-9] s/);
});

test("a lost link is said, greys the bed, and heals by itself", async () => {
  const page = await openOn(liveScene(72.4));
  await stateBecomes(page, "live");
  const { port } = station.server;
  await station.close();
  await vi.waitFor(async () => expect(await text(page, "link")).toContain("link lost"), PATIENCE);
  expect(await text(page, "technical")).toContain("link to the station lost");
  await page.getByTestId("stalled").waitFor();
  station = await FakeStation.start(port, staticDir, [BED]);
  station.server.hub.publish(status("1", "running", "running"));
  station.tellPast("1", liveScene(91), 12_000);
  await vi.waitFor(async () => expect(await text(page, "pulse-rate")).toBe("91"), PATIENCE);
  expect(await text(page, "link")).toBe("link ok");
  expect(await page.getByTestId("stalled").count()).toBe(0);
});

test("preparation shows how far it is until the first value stands", async () => {
  station.server.hub.publish(status("1", "preparing", "rendering the demonstration patient", 0.42));
  const page = await open();
  expect(await text(page, "progress")).toMatch(/rendering the demonstration patient\s*42 %/);
  station.server.hub.publish(status("1", "preparing", "loading the face model", 0.9));
  await vi.waitFor(async () => expect(await text(page, "progress")).toMatch(/loading the face model\s*90 %/), PATIENCE);
  station.server.hub.publish(status("1", "running", "running"));
  station.play("1", liveScene(64));
  await stateBecomes(page, "live");
  expect(await page.getByTestId("progress").count()).toBe(0);
  expect(await text(page, "pulse-rate")).toBe("64");
});

test("of several beds each has a tile, and a touch brings it to the bedside view", async () => {
  station.server.hub.setBeds([BED, { bed: "2", label: "Bed 2", demo: false }]);
  station.server.hub.publish(status("2", "running", "running"));
  station.tellPast("2", liveScene(101), 12_000);
  const page = await openOn(liveScene(72.4));
  await vi.waitFor(async () => expect(await page.getByTestId("bed-tile").count()).toBe(2), PATIENCE);
  expect(await text(page, "pulse-rate")).toBe("72");
  await page.locator("[data-bed='2']").click();
  await vi.waitFor(async () => expect(await text(page, "pulse-rate")).toBe("101"), PATIENCE);
  expect(await text(page, "bed-label")).toBe("Bed 2");
});
