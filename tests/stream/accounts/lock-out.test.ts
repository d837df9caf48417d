import { expect, test } from "vitest";

import { LockOut } from "../../../src/stream/accounts/lock-out.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Guesses from an address as fast as it is let, and counts how many it could make. */
function guesses(lockOut: LockOut, account: string, address: string, fromMs: number, toMs: number): number {
  let nowMs = fromMs;
  let made = 0;
  while (nowMs < toMs) {
    const waitMs = lockOut.waitMs(account, address, nowMs);
    if (waitMs > 0) {
      nowMs += waitMs;
      continue;
    }
    lockOut.attempted(account, address, nowMs);
    made += 1;
    nowMs += 100;
  }
  return made;
}

test("somebody who mistypes four times signs in at the fifth without a wait", () => {
  const lockOut = new LockOut();
  for (let i = 0; i < 4; i += 1) lockOut.attempted("nurse", "10.0.0.1", i);
  expect(lockOut.waitMs("nurse", "10.0.0.1", 5)).toBe(0);
  lockOut.attempted("nurse", "10.0.0.1", 5);
  lockOut.succeeded("nurse", "10.0.0.1");
  expect(lockOut.waitMs("nurse", "10.0.0.1", 6)).toBe(0);
});

test("a program that guesses from one address makes no more than a hundred attempts a day", () => {
  expect(guesses(new LockOut(), "nurse", "10.6.6.6", 0, 24 * HOUR_MS)).toBeLessThan(110);
});

test("guessing names from one address is slowed down as well", () => {
  const lockOut = new LockOut();
  let made = 0;
  for (let i = 0; i < 1000; i += 1) {
    if (lockOut.waitMs(`name-${i}`, "10.6.6.6", i) > 0) continue;
    lockOut.attempted(`name-${i}`, "10.6.6.6", i);
    made += 1;
  }
  expect(made).toBeLessThanOrEqual(21);
});

test("a stranger cannot lock out a nurse at a screen where she has signed in", () => {
  const lockOut = new LockOut();
  lockOut.attempted("nurse", "10.0.0.1", 0);
  lockOut.succeeded("nurse", "10.0.0.1");
  guesses(lockOut, "nurse", "10.6.6.6", 0, HOUR_MS);
  for (let i = 0; i < 500; i += 1) lockOut.attempted("nurse", `10.7.${i >> 8}.${i & 255}`, HOUR_MS + i);
  expect(lockOut.waitMs("nurse", "10.0.0.1", HOUR_MS + 500)).toBe(0);
});

test("under an attack from a thousand addresses, a nurse at a new screen waits at most ten seconds", () => {
  const lockOut = new LockOut();
  for (let i = 0; i < 1000; i += 1) lockOut.attempted("nurse", `10.7.${i >> 8}.${i & 255}`, i);
  const waitMs = lockOut.waitMs("nurse", "10.0.0.9", 1000);
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(10_000);
});

test("attempts at one time are as many failures: nobody guesses in parallel", () => {
  const lockOut = new LockOut();
  let made = 0;
  for (let i = 0; i < 100; i += 1) {
    if (lockOut.waitMs("nurse", "10.6.6.6", 0) > 0) continue;
    lockOut.attempted("nurse", "10.6.6.6", 0);
    made += 1;
  }
  expect(made).toBe(5);
});

test("a success takes its own attempt back, so that many sign-ins behind one address are no failures", () => {
  const lockOut = new LockOut();
  for (let i = 0; i < 200; i += 1) {
    expect(lockOut.waitMs(`nurse-${i}`, "10.0.0.1", i)).toBe(0);
    lockOut.attempted(`nurse-${i}`, "10.0.0.1", i);
    lockOut.succeeded(`nurse-${i}`, "10.0.0.1");
  }
});

test("failures are forgotten after an hour", () => {
  const lockOut = new LockOut();
  for (let i = 0; i < 5; i += 1) lockOut.attempted("nurse", "10.0.0.1", 0);
  expect(lockOut.waitMs("nurse", "10.0.0.1", 1)).toBeGreaterThan(0);
  lockOut.attempted("nurse", "10.0.0.1", 2 * HOUR_MS);
  expect(lockOut.waitMs("nurse", "10.0.0.1", 2 * HOUR_MS)).toBe(0);
});
