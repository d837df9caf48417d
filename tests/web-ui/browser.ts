import { type Browser, chromium, type Page } from "playwright-core";

/** The system's Chromium, told to speak to nobody but the page under test. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.AFAR_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A page together with everything it complained about: errors, refused content, and requests to anybody but its station. */
export interface WatchedPage {
  readonly page: Page;
  readonly complaints: string[];
}

export async function openMonitor(
  browser: Browser,
  port: number,
  size = { width: 1280, height: 720 },
): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport: size });
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (new URL(request.url()).host !== `127.0.0.1:${port}`) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(`http://127.0.0.1:${port}/`);
  return { page, complaints };
}

/** What is drawn on a wave's canvas. */
export interface Drawn {
  /** Pixels of a colour rather than grey: of the wave itself, not of the dashes that stand for silence. */
  readonly coloured: number;
  /** Height between the highest and the lowest pixel that is drawn at all, as a share of the canvas. */
  readonly spread: number;
  /** Columns that hold a pixel, and how often drawn and empty columns alternate. */
  readonly columns: number;
  readonly changes: number;
}

/** A string, not a function: it runs in the page, whose types are not those of the tests. */
const READ_CANVAS = (testId: string) => `(() => {
  const canvas = document.querySelector("[data-testid=${testId}]");
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  let coloured = 0, top = height, bottom = -1, columns = 0, changes = 0, before = false;
  for (let x = 0; x < width; x += 1) {
    let any = false;
    for (let y = 0; y < height; y += 1) {
      const at = 4 * (y * width + x);
      if (data[at + 3] < 128) continue;
      any = true;
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      const [red, green, blue] = data.subarray(at, at + 3);
      if (Math.max(red, green, blue) - Math.min(red, green, blue) > 40) coloured += 1;
    }
    if (any) columns += 1;
    if (any !== before) changes += 1;
    before = any;
  }
  return { coloured, spread: bottom < 0 ? 0 : (bottom - top + 1) / height, columns, changes };
})()`;

export function readWave(page: Page, testId = "wave"): Promise<Drawn> {
  return page.evaluate<Drawn>(READ_CANVAS(testId));
}

/** Height of the first numeral's digits as they are drawn, CSS pixels. */
export function digitHeight(page: Page): Promise<number> {
  return page.evaluate<number>(`(() => {
    const style = getComputedStyle(document.querySelector(".digit"));
    const context = document.createElement("canvas").getContext("2d");
    context.font = style.fontWeight + " " + style.fontSize + " " + style.fontFamily;
    return context.measureText("7").actualBoundingBoxAscent;
  })()`);
}
