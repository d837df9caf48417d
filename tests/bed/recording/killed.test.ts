import { expect, test } from "vitest";

import { builtModule } from "../../history/built-module.ts";

import { expectLittleLost } from "./killed-recorder.ts";
import { temporaryFolders } from "./made-run.ts";

const writer = builtModule(new URL("./recording-writer.ts", import.meta.url));
const newFolder = temporaryFolders();

test("whatever moment a recorder is killed at, at most a second is lost, and the next goes on in the same folder", async () => {
  const lostMs = await expectLittleLost(writer(), newFolder(), 10);
  expect(Math.max(...lostMs)).toBeLessThanOrEqual(1000);
}, 120_000);
