import { expect, test } from "vitest";

import { temporaryFolders } from "../history/built-module.ts";

import { expectAllDelivered } from "./receiver-kills.ts";
import { receiverModules } from "./receiver-lives.ts";

const modules = receiverModules();
const newFolder = temporaryFolders();

test("every alarm of killed stations reaches a receiver that is killed too, under its identity and in order", {
  timeout: 300_000,
}, async () => {
  const figures = await expectAllDelivered(newFolder(), modules(), { alarms: 40, kills: 6 });
  expect(figures.alarms).toBeGreaterThanOrEqual(40);
});
