import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";

import { cookieOf } from "../stream/accounts/guarded-station.ts";
import { madeOidcService } from "../stream/accounts/made-oidc-service.ts";

import { GuardedBench, openPart, PATIENCE, signIn } from "./guarded-bench.ts";
import { madeReceivers } from "./made-receivers.ts";
import { text } from "./monitor-bench.ts";

const bench = new GuardedBench();
const TIMEOUT_MS = 300_000;
const OWN_PASSWORD = "eleven quiet rivers";

const gone = (page: Page, testId: string) =>
  vi.waitFor(async () => expect(await page.getByTestId(testId).count()).toBe(0), PATIENCE);
const row = (page: Page, name: string) => page.locator(`[data-testid=account-row][data-name=${name}]`);
const says = (read: () => Promise<string | null>, wanted: RegExp) =>
  vi.waitFor(async () => expect(await read()).toMatch(wanted), PATIENCE);

test(
  "an admin adds a nurse by a code that is told once; the nurse sets a password with it, and may set alarms but keep nothing",
  async () => {
    const station = await bench.station();
    station.takeOrders({ obey: async () => ({ accepted: true, detail: "", recorded: true }) });
    const page = await bench.open(station);
    await signIn(page, "admin");
    await openPart(page, "accounts");
    await page.getByTestId("account-add-open").click();
    await page.getByTestId("account-name").fill("ben");
    await page.getByTestId("account-add-yes").click();
    const code = await page.getByTestId("secret").inputValue();
    await page.getByTestId("told-once-done").click();
    await says(() => row(page, "ben").textContent(), /nurse.*waits for its code/);
    expect(await row(page, "admin").getByRole("button").isDisabled()).toBe(true);

    const other = await bench.open(station);
    await other.getByTestId("have-code").click();
    await other.locator("input[name=code]").fill(code);
    await signIn(other, "ben", OWN_PASSWORD);
    await other.getByTestId("account").click();
    expect(await other.getByTestId("open-own-password").count()).toBe(1);
    for (const part of ["accounts", "tokens", "receivers"]) {
      expect(await other.getByTestId(`open-${part}`).count(), part).toBe(0);
    }
    await page.keyboard.press("Escape");
    await openPart(page, "accounts");
    await says(() => row(page, "ben").textContent(), /nurse.*\d{4}-\d\d-\d\d \d\d:\d\d/);
  },
  TIMEOUT_MS,
);

test(
  "an admin changes a role, resets a password, ends a lock-out and removes an account, each after what it asks; the focus comes back",
  async () => {
    const station = await bench.station();
    const page = await bench.open(station);
    await signIn(page, "admin");
    for (let i = 0; i < 12; i += 1) {
      await station.send("/api/sign-in", { body: { name: "viewer", password: "not this one" } });
    }
    await openPart(page, "accounts");
    await says(() => row(page, "viewer").textContent(), /LOCKED OUT/);
    await row(page, "viewer").getByRole("button").click();
    await page.getByTestId("role").selectOption("nurse");
    await page.getByTestId("account-role").click();
    await gone(page, "account-change");
    await says(() => row(page, "viewer").textContent(), /nurse/);
    await row(page, "viewer").getByRole("button").click();
    await page.getByTestId("account-reset").click();
    await page.getByTestId("account-reset-question-yes").click();
    const code = await page.getByTestId("secret").inputValue();
    expect(code).toMatch(/^[A-Z0-9-]{14}$/);
    await page.keyboard.press("Escape");
    await gone(page, "told-once");
    expect(station.store.account("viewer")?.hash).toBe("");
    await row(page, "nurse").getByRole("button").focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("account-remove").focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("account-remove-question").waitFor();
    await page.keyboard.press("Escape");
    await gone(page, "account-remove-question");
    expect(await page.evaluate("document.activeElement.dataset.testid")).toBe("account-remove");
    expect(station.store.account("nurse")).not.toBeNull();
    await page.keyboard.press("Enter");
    await page.getByTestId("account-remove-question-yes").click();
    await vi.waitFor(async () => expect(await row(page, "nurse").count()).toBe(0), PATIENCE);
    expect(station.store.account("nurse")).toBeNull();
    expect(station.events.map(({ what }) => what)).toEqual(
      expect.arrayContaining(["account changed", "password reset", "account removed"]),
    );
  },
  TIMEOUT_MS,
);

test(
  "an admin sees who is signed in by the hospital's service, and that the station keeps no account of them",
  async () => {
    const service = await madeOidcService("afar", "kept in a file");
    const { issuer } = service;
    const roles = { nurses: "nurse" } as const;
    const oidc = { label: "Hospital", issuer, clientId: "afar", clientSecret: "kept in a file", roles, scopes: [] };
    const station = await bench.station({ access: { oidc: { ...oidc, roleClaim: "groups" } } });
    const page = await bench.open(station);
    await signIn(page, "admin");
    await openPart(page, "accounts");
    const elsewhere = page.getByTestId("elsewhere");
    await says(() => elsewhere.textContent(), /They have no account here.*Nobody is signed in this way now/);
    service.user.claims = { sub: "17", preferred_username: "anna", groups: ["nurses"] };
    const begun = await station.send("/api/oidc/start");
    const returned = await service.agree(String(begun.headers.location));
    await station.send(returned, { headers: { cookie: cookieOf(begun), "sec-fetch-site": "cross-site" } });
    await says(() => elsewhere.textContent(), /anna@127\.0\.0\.1nurse\d{4}-\d\d-\d\d \d\d:\d\d/);
    expect(await elsewhere.getByRole("button").count()).toBe(0);
  },
  TIMEOUT_MS,
);

test(
  "a token is made with what it may do, shown once, reads the API, and is refused once it is revoked",
  async () => {
    const station = await bench.station();
    const page = await bench.open(station);
    await signIn(page, "admin");
    await openPart(page, "tokens");
    await page.getByTestId("token-make-open").click();
    await page.getByTestId("token-label").fill("pager");
    await page.getByTestId("scope-order").check();
    await page.getByTestId("token-days").selectOption("30");
    await page.getByTestId("token-make-yes").click();
    const token = await page.getByTestId("secret").inputValue();
    expect((await station.send("/api/beds", { token })).status).toBe(200);
    expect((await station.send("/api/accounts", { token })).status).toBe(403);
    await page.getByTestId("told-once-done").click();
    expect(await page.content()).not.toContain(token);
    await says(() => page.getByTestId("token-row").textContent(), /pager.*see beds, give orders.*admin/);
    await page.getByTestId("token-revoke").click();
    await page.getByTestId("token-revoke-question-yes").click();
    await vi.waitFor(async () => expect(await page.getByTestId("token-row").count()).toBe(0), PATIENCE);
    expect((await station.send("/api/beds", { token })).status).toBe(401);
  },
  TIMEOUT_MS,
);

test(
  "an engineer sees which receiver fails and why, sends a refused message again and discards another, each after one question",
  async () => {
    const station = await bench.station();
    const { desk, orders } = madeReceivers();
    station.openDeliveries(desk);
    const page = await bench.open(station);
    await signIn(page, "engineer");
    await openPart(page, "receivers");
    const epic = page.locator("[data-testid=receiver][data-name=epic]");
    await says(() => epic.textContent(), /FAILING.*nobody answers at port 2575.*12 alarms.*AR: unknown patient class/);
    await says(() => page.locator("[data-testid=receiver][data-name=pager]").textContent(), /webhook.*well/);
    await epic.getByTestId("discard").first().click();
    await page.keyboard.press("Escape");
    await gone(page, "dead-letter-question");
    expect(orders).toEqual([]);
    await epic.getByTestId("discard").first().click();
    await page.getByTestId("dead-letter-question-yes").click();
    await vi.waitFor(async () => expect(await page.getByTestId("dead-letter").count()).toBe(1), PATIENCE);
    await epic.getByTestId("retry").click();
    await page.getByTestId("dead-letter-question-yes").click();
    await gone(page, "dead-letter");
    expect(orders).toEqual(["discard epic 1-7", "retry epic 1-8"]);
  },
  TIMEOUT_MS,
);

test(
  "a viewer sees how the alarms are set, and a word why nothing can be set; who is signed out sees no dialog over the sign-in",
  async () => {
    const station = await bench.station();
    const { listOf } = await import("./synthetic-notices.ts");
    station.hub.publish(listOf("1"));
    const page = await bench.open(station);
    await signIn(page, "viewer");
    await page.getByTestId("limits-open").click();
    expect(await text(page, "not-allowed")).toBe("Your account may look, not set: that takes a nurse's.");
    expect(await page.getByTestId("pulse-high").isDisabled()).toBe(true);
    expect(await page.getByTestId("limits-save").isDisabled()).toBe(true);
    await page.getByTestId("setAlarms").click();
    for (const control of ["switch-pulse-high", "latch-pulse-high", "reminder"]) {
      expect(await page.getByTestId(control).isDisabled(), control).toBe(true);
    }
    station.store.remove("viewer");
    await page.getByTestId("sign-in").waitFor();
    await gone(page, "limits");
    await page.locator("input[name=name]").fill("nurse");
    expect(await page.locator("input[name=name]").inputValue()).toBe("nurse");
  },
  TIMEOUT_MS,
);
