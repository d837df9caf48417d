import { join } from "node:path";

import { test } from "vitest";

import { builtModule, temporaryFolders } from "./built-module.ts";
import { expectNothingLost } from "./killed-station.ts";

const threadModule = builtModule(new URL("../../src/history/sqlite-thread.ts", import.meta.url));
const writer = builtModule(new URL("./alarm-writer.ts", import.meta.url));
const newFolder = temporaryFolders();

test("whatever moment a writer is killed at, every alarm that it announced is in the log, once, and the chain is whole", async () => {
  const path = join(newFolder(), "history.db");
  await expectNothingLost({ path, writer: writer(), threadModule: threadModule(), kills: 10 });
}, 120_000);
