import { join } from "node:path";

import { expect, test } from "vitest";

import { temporaryFolders } from "../history/built-module.ts";

import { expectNothingLost } from "./killed-stations.ts";
import { madeModules } from "./made-ward.ts";

const modules = madeModules();
const newFolder = temporaryFolders();

test("a station that is killed has in its log every alarm that anybody was shown, and comes back as it was", async () => {
  const figures = await expectNothingLost(join(newFolder(), "history.db"), modules(), 5);
  expect(figures.shown).toBeGreaterThan(20);
  expect(figures.backMs.length).toBeGreaterThan(0);
}, 120_000);
