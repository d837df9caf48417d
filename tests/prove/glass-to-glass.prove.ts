import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { parseScenario } from "../../src/phantom/scenario-parser.ts";
import { type RunningStation, startRunningStation } from "../station/running-station.ts";
import { launchBrowser, openMonitor, readWave } from "../web-ui/browser.ts";

import { type PhantomCamera, startPhantomCamera } from "./phantom-camera.ts";

const SECONDS = Number(process.env.GLASS_SECONDS ?? 30);
const MOST_P95_MS = 400;
const SETTLED_MS = 10_000;
const RATE_HZ = 30;

let camera: PhantomCamera;
let station: RunningStation;
beforeAll(async () => {
  camera = await startPhantomCamera(
    parseScenario(
      JSON.stringify({
        about: "A still patient for a camera that shows each picture when it is due.",
        seed: 4711,
        durationS: 15,
        video: { widthPx: 320, heightPx: 240, rateHz: RATE_HZ },
        pulse: { bpm: 72 },
      }),
      "glass-to-glass",
    ),
  );
  station = await startRunningStation(["--source", `http://127.0.0.1:${camera.port}/video.mjpeg`]);
});
afterAll(async () => {
  await station.stop();
  await camera.close();
});

/** Before each picture that the browser draws: when, and up to when the wave is drawn. A string: it runs in the page. */
const DRAWN = (ms: number) => `new Promise((done) => {
  const canvas = document.querySelector("[data-testid=wave]");
  const drawn = [];
  const endMs = performance.now() + ${ms};
  const look = () => {
    if (canvas.drawnMs != null) drawn.push(Date.now() - canvas.drawnMs);
    if (performance.now() < endMs) requestAnimationFrame(look);
    else done(drawn);
  };
  requestAnimationFrame(look);
})`;

/** When, less the time of the source: of each frame that is told, and of the newest sample of each stretch of the pulse wave. */
interface Told {
  readonly frames: number[];
  readonly samples: number[];
}

function listen(): { readonly told: Told; stop(): void } {
  const told: Told = { frames: [], samples: [] };
  let live = false;
  const socket = station.listen(({ atMs, message }) => {
    // A socket that opens is told the past first.
    live ||= message.kind === "tick";
    if (!live) return;
    const nowMs = performance.timeOrigin + atMs;
    if (message.kind === "load" || message.kind === "outline") told.frames.push(nowMs - message.tMs);
    if (message.kind !== "wave" || message.wave !== "pulse" || message.samples === null) return;
    told.samples.push(nowMs - message.tMs - (message.samples.length - 1) * message.stepMs);
  });
  return { told, stop: () => socket.close() };
}

/** In a few words; `ages` is sorted in place. */
function spread(ages: number[]): string {
  ages.sort((a, b) => a - b);
  return `median ${at(ages, 0.5).toFixed(0)} ms, 95 % within ${at(ages, 0.95).toFixed(0)} ms`;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))];
}

test("from the camera's picture to the wave's pixel it takes less than 400 ms, 95 times in a hundred", async () => {
  const browser = await launchBrowser();
  const { page } = await openMonitor(browser, station.port);
  await page.waitForSelector("[data-testid=pulse-state][data-state=live]", { timeout: 120_000 });
  await page.waitForTimeout(SETTLED_MS);
  await vi.waitFor(async () => expect((await readWave(page)).coloured).toBeGreaterThan(500), { timeout: 120_000 });
  const { told, stop } = listen();
  const drawn = await page.evaluate<number[]>(DRAWN(1000 * SECONDS));
  stop();
  await browser.close();
  // The station counts from the first picture that it used. No picture is told before it was sent, and none as fast as that it took
  // no time at all: a whole interval of pictures before the fastest is no later than the truth, so that no age is too small.
  const zeroMs = told.frames.reduce((least, ms) => Math.min(least, ms)) - 1000 / RATE_HZ;
  const [frames, samples, pixels] = [told.frames, told.samples, drawn].map((times) => times.map((ms) => ms - zeroMs));
  process.stdout.write(
    `\nglass to glass over ${pixels.length} pictures of the screen: ${spread(pixels)}, longest ${at(pixels, 1).toFixed(0)} ms\n` +
      `  a picture of the camera, analysed and in the stream: ${spread(frames)}\n` +
      `  the newest sample of the wave when it is in the stream: ${spread(samples)}\n`,
  );
  expect(at(pixels, 0.95)).toBeLessThan(MOST_P95_MS);
  // Older than none: a picture cannot be drawn before it was taken.
  expect(at(pixels, 0)).toBeGreaterThan(0);
});
