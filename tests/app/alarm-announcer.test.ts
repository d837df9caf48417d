import { expect, test } from "vitest";

import type { AlarmMessage } from "../../src/wire/messages.ts";
import { startBed } from "../alarms/bed-run.ts";
import type { Receipt } from "../../src/history/recorder.ts";
import { planAnnouncer } from "../../src/app/alarm-announcer.ts";
import { logEntries } from "../../src/app/alarm-log.ts";

/** A log that answers when the test says so. */
function slowLog() {
  const answers: ((receipt: Receipt) => void)[] = [];
  const told: AlarmMessage[] = [];
  const append = () => new Promise<Receipt>((resolve) => answers.push(resolve));
  const announcer = planAnnouncer(append, (message) => told.push(message));
  return { announcer, answers, told };
}

/** A bed with an alarm: what it put out, and what a screen shows of it. */
function alarming(seconds: number) {
  const run = startBed();
  const outputs = run.vitals(seconds, { pulse: 134 });
  const state = run.bed.state();
  const alarms = state.alarms.map((alarm) => ({ ...alarm, notRecorded: false }));
  const shown = { ...state, kind: "alarms" as const, patient: null, alarms };
  const events = outputs.filter((output) => output.kind === "alarm");
  return { entries: logEntries(outputs, 0), messages: [shown, ...events] };
}

const RECORDED: Receipt = { recorded: true, sequences: [1] };
const REFUSED: Receipt = { recorded: false, sentence: "the disk is full" };

test("nobody is told of an alarm before the log has it, and what comes after it waits too", async () => {
  const { announcer, answers, told } = slowLog();
  const { entries, messages } = alarming(11);
  const first = announcer.announce(entries, [], messages);
  const second = announcer.announce([], [], messages.slice(0, 1));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(told).toEqual([]);
  answers[0](RECORDED);
  expect(await first).toBe(true);
  await second;
  expect(told).toEqual([...messages, messages[0]]);
});

test("an alarm that the log does not take is told all the same, marked in the list and in its event, until the log has it", async () => {
  const { announcer, answers, told } = slowLog();
  const { entries, messages } = alarming(11);
  const announced = announcer.announce(entries, [], messages);
  answers[0](REFUSED);
  expect(await announced).toBe(false);
  expect(told).toMatchObject([
    { kind: "alarms", alarms: [{ id: "4-1", notRecorded: true }] },
    { kind: "alarm", id: "4-1", phase: "start", notRecorded: true },
  ]);
  announcer.caughtUp();
  await announcer.settled();
  expect(told.slice(2)).toMatchObject([{ kind: "alarms", alarms: [{ id: "4-1", notRecorded: false }] }]);
  announcer.caughtUp();
  await announcer.settled();
  expect(told).toHaveLength(3);
});
