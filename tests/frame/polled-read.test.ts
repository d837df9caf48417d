import { constants } from "node:os";

import { expect, test } from "vitest";

import { polledRead } from "../../src/frame/polled-read.ts";

const { EAGAIN, ENODEV } = constants.errno;

function device(...answers: number[]) {
  const asked = { reads: 0, pauses: 0, over: false };
  const read = async () => answers[asked.reads++] ?? -EAGAIN;
  const pause = async () => void asked.pauses++;
  return { asked, read, pause, isOver: () => asked.over };
}

test("a device that has nothing yet is asked again after a pause, until it has a picture or has gone", async () => {
  for (const [last, answers] of [
    [0, [0]],
    [0, [-EAGAIN, -EAGAIN, 0]],
    [-ENODEV, [-EAGAIN, -ENODEV]],
  ] as const) {
    const { asked, read, pause, isOver } = device(...answers);
    expect(await polledRead(read, pause, isOver)).toBe(last);
    expect(asked).toMatchObject({ reads: answers.length, pauses: answers.length - 1 });
  }
});

test("a device that hangs is given up once it is interrupted, and not asked again", async () => {
  const { asked, read, isOver } = device();
  const pause = async () => {
    asked.over = ++asked.pauses === 5;
  };
  expect(await polledRead(read, pause, isOver)).toBe(-EAGAIN);
  expect(asked).toMatchObject({ reads: 5, pauses: 5 });
});
