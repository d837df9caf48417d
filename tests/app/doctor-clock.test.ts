import { expect, test } from "vitest";

import { type ClockTool, checkClock, checkClockSteps, checkClockSync } from "../../src/app/doctor-clock.ts";

test("a clock from before the installation is a failure, one after it is fine and told with its zone", () => {
  const installedMs = Date.UTC(2026, 0, 2);
  expect(checkClock(Date.UTC(1970, 0, 1), installedMs, "Europe/Berlin").state).toBe("failure");
  expect(checkClock(Date.UTC(2026, 0, 3), installedMs, "Europe/Berlin")).toEqual({
    state: "ok",
    detail: "2026-01-03T00:00:00Z, time zone Europe/Berlin",
    remedy: null,
  });
});

test.each([
  [0, "ok", "did not jump"],
  [-200, "ok", "did not jump"],
  [-3_600_000, "warning", "jumped back by 3600000 ms"],
  [1000, "warning", "jumped ahead by 1000 ms"],
])("a clock that moved by %d ms beside a steady one is %s", (stepMs, state, words) => {
  expect(checkClockSteps(stepMs, 5000)).toMatchObject({ state, detail: expect.stringContaining(words) });
});

const tool =
  (answers: Readonly<Record<string, string>>): ClockTool =>
  async (program) =>
    answers[program] ?? null;

test.each([
  ["timedatectl says yes", { timedatectl: "yes\n" }, "ok", "held by network time"],
  ["timedatectl says no", { timedatectl: "no\n" }, "warning", "not held by network time"],
  ["adjtimex has the bit of no synchronisation", { adjtimex: "  status: 64\n" }, "warning", "not held"],
  ["adjtimex has other bits", { adjtimex: "  status: 8193\n" }, "ok", "held by network time"],
  ["neither is there", {}, "ok", "is not told here"],
])("where %s, that is said", async (_how, answers, state, words) => {
  expect(await checkClockSync(tool(answers))).toMatchObject({ state, detail: expect.stringContaining(words) });
});
