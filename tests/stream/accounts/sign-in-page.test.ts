import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";

import { SESSION_LIMITS } from "../../../src/stream/accounts/sessions.ts";
import { newSetUpCode } from "../../../src/stream/accounts/set-up-code.ts";
import { launchBrowser } from "../../web-ui/browser.ts";
import { liveScene } from "../synthetic-bed.ts";

import { type GuardedStation, guardedStation, PASSWORD, temporaryFolder } from "./guarded-station.ts";
import { madeCertificate } from "./made-certificate.ts";

const PATIENCE = { timeout: 60_000, interval: 100 };
const TIMEOUT_MS = 180_000;
let staticDir: string;
let browser: Browser;

beforeAll(async () => {
  staticDir = mkdtempSync(join(tmpdir(), "afar-web-ui-"));
  execFileSync(
    "npm",
    ["run", "build", "-w", "web-ui", "--", "--outDir", staticDir, "--emptyOutDir", "--logLevel", "error"],
    {
      cwd: resolve(import.meta.dirname, "../../.."),
      env: { ...process.env, NODE_ENV: "production" },
    },
  );
  browser = await launchBrowser();
}, TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  rmSync(staticDir, { recursive: true });
});

/** Opens the station's page and notes what it was refused by its policy. */
async function open(station: GuardedStation, scheme: string): Promise<{ page: Page; violations: string[] }> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 720 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const violations: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) violations.push(message.text());
  });
  page.on("pageerror", (error) => violations.push(error.message));
  await page.goto(`${scheme}://127.0.0.1:${station.port}/`);
  return { page, violations };
}

async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`input[name=${name}]`).fill(value);
  await page.locator("[data-testid=sign-in] button[type=submit]").click();
}

const isThere = (page: Page, testId: string) =>
  vi.waitFor(async () => expect(await page.getByTestId(testId).count()).toBe(1), PATIENCE);
const isGone = (page: Page, testId: string) =>
  vi.waitFor(async () => expect(await page.getByTestId(testId).count()).toBe(0), PATIENCE);

test(
  "over TLS the page asks who is there, shows the monitor to who signs in, and nothing after sign-out, without a violation",
  async () => {
    const tls = madeCertificate(temporaryFolder());
    const station = await guardedStation({ tls, staticDir });
    for (const message of liveScene(72)("1", 12_000, 1000)) station.hub.publish(message);
    const { page, violations } = await open(station, "https");
    await isThere(page, "sign-in");
    expect(await page.getByTestId("bed-label").count()).toBe(0);
    await fill(page, { name: "nurse", password: "not this one" });
    await vi.waitFor(
      async () => expect(await page.getByTestId("sign-in-refusal").textContent()).toBe("name or password is wrong"),
      PATIENCE,
    );
    await fill(page, { name: "nurse", password: PASSWORD });
    await isGone(page, "sign-in");
    await isThere(page, "bed-label");
    await vi.waitFor(
      async () => expect(await page.getByTestId("link").getAttribute("data-link")).toBe("open"),
      PATIENCE,
    );
    expect(await page.evaluate("document.cookie")).toBe("");
    expect(await page.getByTestId("account").textContent()).toBe("nurse");
    await page.getByTestId("account").click();
    await page.getByTestId("sign-out").click();
    await isThere(page, "sign-in");
    expect(violations).toEqual([]);
  },
  TIMEOUT_MS,
);

test(
  "a new station is set up on its page with the code of its terminal",
  async () => {
    const setUpCode = newSetUpCode();
    const station = await guardedStation({ roles: [], access: { setUpCode }, staticDir });
    const { page, violations } = await open(station, "http");
    await isThere(page, "sign-in");
    await fill(page, { code: setUpCode, name: "ada", password: PASSWORD });
    await isThere(page, "bed-label");
    expect(station.store.accounts()).toMatchObject([{ name: "ada", role: "admin" }]);
    expect(violations).toEqual([]);
  },
  TIMEOUT_MS,
);

test(
  "a screen that is left alone goes on showing the bed, and asks to sign in again before it orders",
  async () => {
    const limits = { ...SESSION_LIMITS, idleMs: 2000 };
    const station = await guardedStation({ access: { limits }, staticDir });
    const { page } = await open(station, "http");
    await isThere(page, "sign-in");
    await fill(page, { name: "nurse", password: PASSWORD });
    await isThere(page, "bed-label");
    await vi.waitFor(async () => expect(await page.getByTestId("account").textContent()).toBe("shows only"), PATIENCE);
    expect(await page.getByTestId("link").getAttribute("data-link")).toBe("open");
    await page.getByTestId("account").click();
    await fill(page, { name: "nurse", password: PASSWORD });
    await vi.waitFor(async () => expect(await page.getByTestId("account").textContent()).toBe("nurse"), PATIENCE);
  },
  TIMEOUT_MS,
);

test(
  "who loses the account is shown the sign-in over the monitor within the time of one question",
  async () => {
    const station = await guardedStation({ staticDir });
    const { page } = await open(station, "http");
    await isThere(page, "sign-in");
    await fill(page, { name: "viewer", password: PASSWORD });
    await isThere(page, "bed-label");
    station.store.remove("viewer");
    await isThere(page, "sign-in");
  },
  TIMEOUT_MS,
);
