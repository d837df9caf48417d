import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
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
const ASK_AGAIN_MS = 250;
/** Share of a wave's columns that are drawn in its colour once it has crossed the screen; the rest is the erase bar. */
const CROSSED = 0.85;
const WAVES = ["wave", "respiration-wave"];
const WARD_WAVES = ["ward-pulse-wave", "ward-respiration-wave"];
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
    await areDrawn(page, WAVES);
    await take(page, "live");
    await page.getByTestId("evidence-toggle").click();
    await page.getByTestId("spectrum").waitFor();
    await areDrawn(page, WAVES);
    await take(page, "evidence");
    await page.getByTestId("evidence-toggle").click();
    await page.getByTestId("view-ward").click();
    await areDrawn(page, WARD_WAVES);
    await take(page, "ward");
    await page.getByTestId("view-bed").click();
    await page.getByTestId("display-open").click();
    await page.getByTestId("night").check();
    await page.keyboard.press("Escape");
    await page.getByTestId("display").waitFor({ state: "detached" });
    await page.getByTestId("language-zh-Hant").click();
    await becomes(
      () => page.evaluate("document.documentElement.lang"),
      (lang) => lang === "zh-Hant",
    );
    await areDrawn(page, WAVES);
    await take(page, "night");
  });
  await withStation(["--source", "phantom:photo"], async (page) => {
    const reason = page.getByTestId("pulse-reason").filter({ hasNotText: /starting|no data|cannot see/ });
    await reason.waitFor();
    await take(page, "photo");
  });
} finally {
  await browser.close();
}

/**
 * Waits until every wave has crossed the screen in its colour: then every rate stands, whatever else the box does.
 *
 * @param {Page} page
 * @param {readonly string[]} testIds
 */
async function areDrawn(page, testIds) {
  /** Least share of coloured columns over the canvases of a test id; 0 where there is none. */
  const read = (/** @type {string} */ testId) => `(() => {
    const shares = [...document.querySelectorAll("canvas[data-testid=${testId}]")].map((canvas) => {
      const { width, height } = canvas;
      const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
      let columns = 0;
      for (let x = 0; x < width; x += 1) {
        for (let at = 4 * x; at < data.length; at += 4 * width) {
          const [red, green, blue, alpha] = data.subarray(at, at + 4);
          if (alpha < 128 || Math.max(red, green, blue) - Math.min(red, green, blue) <= 40) continue;
          columns += 1;
          break;
        }
      }
      return columns / width;
    });
    return shares.length === 0 ? 0 : Math.min(...shares);
  })()`;
  for (const testId of testIds) {
    await becomes(
      () => page.evaluate(read(testId)),
      (share) => Number(share) >= CROSSED,
    );
  }
}

/**
 * Asks again and again until the answer is right.
 *
 * @param {() => Promise<unknown>} ask
 * @param {(answer: unknown) => boolean} isRight
 */
async function becomes(ask, isRight) {
  const untilMs = performance.now() + PATIENCE_MS;
  while (!isRight(await ask())) {
    if (performance.now() > untilMs) throw new Error(`not within ${PATIENCE_MS / 1000} s`);
    await new Promise((done) => setTimeout(done, ASK_AGAIN_MS));
  }
}

/**
 * Runs a station on a free port and with data of its own, with a page of it open.
 *
 * @param {string[]} args of `afar serve`
 * @param {(page: Page) => Promise<void>} use
 */
async function withStation(args, use) {
  // A station that runs on this box keeps its own: two may not share them.
  const data = mkdtempSync(join(tmpdir(), "afar-pictures-"));
  const station = spawn(process.execPath, [join(ROOT, "scripts/afar.mjs"), "serve", "--port", "0", ...args], {
    cwd: ROOT,
    env: { ...process.env, AFAR_DATA: data },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((done) => station.once("exit", done));
  try {
    const page = await browser.newPage({ viewport: SIZE, timezoneId: "UTC", locale: "en-GB" });
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(await addressOf(station.stdout, ended));
    await use(page);
    await page.close();
  } finally {
    station.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true });
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
