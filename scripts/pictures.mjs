import { spawn } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { chromium } from "playwright-core";
import sharp from "sharp";

import { ensureBuild } from "./ensure-build.mjs";
import { preflight, ROOT } from "./preflight.mjs";

/**
 * Takes the README's pictures of the monitor into docs/pictures: the demonstration with a rate, the same with its evidence
 * open, all its beds, one by night in Chinese, and a rendered photo, which gets no rate. Needs Debian's Chromium, or what AFAR_CHROMIUM points to.
 */

const FOLDER = join(ROOT, "docs", "pictures");
const SIZE = { width: 1280, height: 720 };
/** Rendering a scenario for the first time takes minutes on a small box. */
const PATIENCE_MS = 600_000;
/** The wave has crossed the screen, the window of analysis is full. */
const SETTLED_S = 14;
const MOST_BYTES = 250_000;

/** @typedef {import("playwright-core").Page} Page */

preflight();
ensureBuild();
mkdirSync(FOLDER, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.AFAR_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});
try {
  await withStation(["--demo"], async (page) => {
    await page.waitForSelector("[data-testid=pulse-state][data-state=live]", { timeout: PATIENCE_MS });
    await page.waitForTimeout(SETTLED_S * 1000);
    await page.waitForSelector("[data-testid=pulse-state][data-state=live]", { timeout: PATIENCE_MS });
    await take(page, "live");
    await page.getByTestId("evidence-toggle").click();
    await page.waitForTimeout(1000);
    await take(page, "evidence");
    await page.getByTestId("evidence-toggle").click();
    await page.getByTestId("view-ward").click();
    await page.waitForTimeout(SETTLED_S * 1000);
    await take(page, "ward");
    await page.getByTestId("view-bed").click();
    await page.getByTestId("display-open").click();
    await page.getByTestId("night").check();
    await page.keyboard.press("Escape");
    await page.getByTestId("language-zh-Hant").click();
    await page.waitForTimeout(SETTLED_S * 1000);
    await take(page, "night");
  });
  await withStation(["--source", "phantom:photo"], async (page) => {
    const reason = page.getByTestId("pulse-reason").filter({ hasNotText: /starting|no data/ });
    await reason.waitFor({ timeout: PATIENCE_MS });
    await page.waitForTimeout(SETTLED_S * 1000);
    await take(page, "photo");
  });
} finally {
  await browser.close();
}

/**
 * Runs a station on a free port, with a page of it open.
 *
 * @param {string[]} args of `afar serve`
 * @param {(page: Page) => Promise<void>} use
 */
async function withStation(args, use) {
  const station = spawn(process.execPath, [join(ROOT, "scripts/afar.mjs"), "serve", "--port", "0", ...args], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((done) => station.once("exit", done));
  try {
    const page = await browser.newPage({ viewport: SIZE, timezoneId: "UTC", locale: "en-GB" });
    await page.goto(await addressOf(station.stdout, ended));
    await use(page);
    await page.close();
  } finally {
    station.kill("SIGTERM");
    await ended;
  }
}

/**
 * @param {import("node:stream").Readable} output of a station that starts
 * @param {Promise<unknown>} ended
 * @returns {Promise<string>}
 */
function addressOf(output, ended) {
  return new Promise((found, fail) => {
    let text = "";
    output.on("data", (chunk) => {
      text += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
      if (address) found(address[0]);
    });
    ended.then(() => fail(new Error("the station ended before it told its address")));
  });
}

/**
 * @param {Page} page
 * @param {string} name
 */
async function take(page, name) {
  const path = join(FOLDER, `${name}.png`);
  // A palette is enough for a dark page with few colours, and a third of the bytes.
  await sharp(await page.screenshot())
    .png({ palette: true, compressionLevel: 9 })
    .toFile(path);
  const { size } = statSync(path);
  if (size > MOST_BYTES) throw new Error(`${path} is larger than ${MOST_BYTES} bytes`);
  process.stdout.write(`${path}: ${Math.round(size / 1000)} kB\n`);
}
