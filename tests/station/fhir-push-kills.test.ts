import { expect, test } from "vitest";

import { temporaryFolders } from "../history/built-module.ts";

import { expectAllPushed } from "./fhir-push-kills.ts";
import { receiverModules } from "./receiver-lives.ts";

const modules = receiverModules();
const newFolder = temporaryFolders();

test("every alarm of killed stations is one issue at a FHIR server, as the log left it, and marked where nobody real was watched", {
  timeout: 300_000,
}, async () => {
  const figures = await expectAllPushed(newFolder(), modules(), { alarms: 12, kills: 2 });
  expect(figures.alarms).toBeGreaterThanOrEqual(12);
});
