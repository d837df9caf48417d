import fc from "fast-check";
import { expect, test } from "vitest";

import { AfarError } from "../../../src/base/errors.ts";
import { askedStretch } from "../../../src/interop/fhir/search-date.ts";

const NOW_MS = Date.UTC(2026, 10, 24, 15);
const HOURS_MS = 3_600_000;

test("a date stands for all that it leaves open: its day, minute, second or millisecond", () => {
  const spans: [date: string, fromMs: number, lengthMs: number][] = [
    ["2026-11-24", Date.UTC(2026, 10, 24), 24 * HOURS_MS],
    ["2026-11-24T14:01", Date.UTC(2026, 10, 24, 14, 1), 60_000],
    ["2026-11-24T14:01:07Z", Date.UTC(2026, 10, 24, 14, 1, 7), 1000],
    ["eq2026-11-24T14:01:07.250Z", Date.UTC(2026, 10, 24, 14, 1, 7, 250), 1],
    ["2026-11-24T14:01:07+02:00", Date.UTC(2026, 10, 24, 12, 1, 7), 1000],
    ["2026-11-24T14:01:07 02:00", Date.UTC(2026, 10, 24, 12, 1, 7), 1000],
  ];
  for (const [date, fromMs, lengthMs] of spans) {
    expect(askedStretch([date], NOW_MS), date).toEqual({ fromMs, toMs: fromMs + lengthMs });
  }
});

test("two dates bound a stretch; without one it is the last 72 h", () => {
  const at = (second: number) => Date.UTC(2026, 10, 24, 14, 0, second);
  const asked = (from: string, to: string) =>
    askedStretch([`${from}2026-11-24T14:00:01Z`, `${to}2026-11-24T14:00:05Z`], NOW_MS);
  expect(asked("ge", "lt")).toEqual({ fromMs: at(1), toMs: at(5) });
  expect(asked("gt", "le")).toEqual({ fromMs: at(2), toMs: at(6) });
  expect(askedStretch([], NOW_MS)).toEqual({ fromMs: NOW_MS - 72 * HOURS_MS, toMs: NOW_MS });
  expect(askedStretch(["le2026-11-24T14:00:05Z"], NOW_MS).fromMs).toBe(at(6) - 72 * HOURS_MS);
  expect(() => askedStretch(["ge2026-11-20"], NOW_MS)).toThrow("more than 72 h apart");
});

test("whatever is given is a stretch of at most 72 h or refused in one sentence", () => {
  const digits = (n: number) => fc.stringMatching(new RegExp(`^[0-9]{${n}}$`));
  const dateLike = fc
    .tuple(fc.constantFrom("", "ge", "lt", "sa"), digits(4), digits(2), digits(2), digits(2), digits(2))
    .map(([prefix, y, m, d, h, min]) => `${prefix}${y}-${m}-${d}T${h}:${min}Z`);
  fc.assert(
    fc.property(fc.array(fc.oneof(dateLike, fc.string()), { maxLength: 3 }), (dates) => {
      try {
        const { fromMs, toMs } = askedStretch(dates, NOW_MS);
        expect(toMs - fromMs).toBeGreaterThanOrEqual(0);
        expect(toMs - fromMs).toBeLessThanOrEqual(72 * HOURS_MS);
      } catch (error) {
        expect(error).toBeInstanceOf(AfarError);
      }
    }),
    { numRuns: 2000 },
  );
});
