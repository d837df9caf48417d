import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { KeptSession, Session } from "../../../src/wire/accounts.ts";
import { SESSION_LIMITS, Sessions } from "../../../src/stream/accounts/sessions.ts";

const { idleMs, longestMs, longestViewerMs } = SESSION_LIMITS;
const MINUTE_MS = 60_000;

function session(role: Session["role"], openedMs = 0): Session {
  return { name: role, role, beds: null, stamp: "s", openedMs };
}

describe("a session", () => {
  test("is found by what its browser holds, and by nothing else", () => {
    const sessions = new Sessions(SESSION_LIMITS);
    const secret = sessions.open(session("nurse"));
    expect(sessions.find(secret, 1)).toEqual({ session: session("nurse"), stoodDown: false });
    expect(sessions.find(`${secret}A`, 1)).toBeNull();
    expect(sessions.find("", 1)).toBeNull();
  });

  test("is over once it was left alone for the idle time, and not before", () => {
    const sessions = new Sessions(SESSION_LIMITS);
    const secret = sessions.open(session("nurse"));
    sessions.acted(secret, 5 * MINUTE_MS);
    expect(sessions.find(secret, 5 * MINUTE_MS + idleMs - 1)).toMatchObject({ stoodDown: false });
    expect(sessions.find(secret, 5 * MINUTE_MS + idleMs)).toBeNull();
    expect(sessions.find(secret, 6 * MINUTE_MS)).toBeNull();
  });

  test("of a screen that reads goes on reading, without orders, until its longest life is over", () => {
    const sessions = new Sessions(SESSION_LIMITS);
    const secret = sessions.open(session("nurse"));
    sessions.reading(secret, () => 0);
    expect(sessions.find(secret, idleMs)).toMatchObject({ stoodDown: true });
    expect(sessions.find(secret, longestMs - 1)).toMatchObject({ stoodDown: true });
    expect(sessions.find(secret, longestMs)).toBeNull();
  });

  test("survives a reload and a network that was away for less than the idle time", () => {
    const sessions = new Sessions(SESSION_LIMITS);
    const secret = sessions.open(session("nurse"));
    const closed = sessions.reading(secret, () => 3 * idleMs);
    closed();
    expect(sessions.find(secret, 3 * idleMs + MINUTE_MS)).toMatchObject({ stoodDown: true });
    expect(sessions.find(secret, 4 * idleMs)).toBeNull();
  });

  test("of a viewer on a wall lasts for weeks, also with a page that reads day and night", () => {
    const sessions = new Sessions(SESSION_LIMITS);
    const secret = sessions.open(session("viewer"));
    sessions.reading(secret, () => 0);
    expect(sessions.find(secret, longestViewerMs - 1)).not.toBeNull();
    expect(sessions.find(secret, longestViewerMs)).toBeNull();
  });

  test("of somebody who signed in elsewhere is listed for as long as it lasts, others' never", () => {
    const sessions = new Sessions(SESSION_LIMITS);
    const elsewhere = { ...session("nurse", 5), stamp: null };
    sessions.open(session("admin"));
    const secret = sessions.open(elsewhere);
    sessions.open({ ...session("viewer", 3), stamp: null });
    expect(sessions.elsewhere(10).map(({ role }) => role)).toEqual(["viewer", "nurse"]);
    sessions.reading(secret, () => 0);
    expect(sessions.elsewhere(idleMs + 5)).toEqual([elsewhere]);
    expect(sessions.elsewhere(longestMs + 5)).toEqual([]);
  });

  test("is over at once when it was ended", () => {
    const sessions = new Sessions(SESSION_LIMITS);
    const secret = sessions.open(session("admin"));
    sessions.end(secret, 1);
    expect(sessions.find(secret, 1)).toBeNull();
  });
});

test("what is kept of sessions lets nobody in, and brings them back as they were", () => {
  const kept: { last: readonly KeptSession[] } = { last: [] };
  const sessions = new Sessions(SESSION_LIMITS, (all) => {
    kept.last = all;
  });
  const nurse = sessions.open(session("nurse"));
  const gone = sessions.open(session("admin"));
  sessions.end(gone, 1);
  const text = JSON.stringify(kept.last);
  expect(text).not.toContain(nurse);
  const after = new Sessions(SESSION_LIMITS);
  after.restore(JSON.parse(text), 10 * MINUTE_MS);
  expect(after.find(nurse, 10 * MINUTE_MS)).toEqual({ session: session("nurse"), stoodDown: false });
  expect(after.find(gone, 10 * MINUTE_MS)).toBeNull();
  // Whatever stands in the file, only what hashes to a key of it is a session.
  for (const { key } of kept.last) expect(after.find(key, 10 * MINUTE_MS)).toBeNull();
});

test("no order of requests keeps a session beyond its longest life, nor an idle one able to order", () => {
  const step = fc.record({ afterMs: fc.integer({ min: 0, max: idleMs * 2 }), acts: fc.boolean(), reads: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const sessions = new Sessions(SESSION_LIMITS);
      const secret = sessions.open(session("nurse"));
      let nowMs = 0;
      let actedMs = 0;
      let close: (() => void) | null = null;
      for (const { afterMs, acts, reads } of steps) {
        nowMs += afterMs;
        const found = sessions.find(secret, nowMs);
        if (found === null) {
          expect(nowMs - actedMs).toBeGreaterThanOrEqual(Math.min(idleMs, longestMs));
          return;
        }
        expect(nowMs).toBeLessThan(longestMs);
        expect(found.stoodDown).toBe(nowMs - actedMs >= idleMs);
        if (acts && !found.stoodDown) {
          sessions.acted(secret, nowMs);
          actedMs = nowMs;
        }
        if (reads && close === null) close = sessions.reading(secret, () => nowMs);
        else if (!reads && close !== null) {
          close();
          close = null;
        }
      }
    }),
  );
});
