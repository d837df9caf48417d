import { expect, test } from "vitest";

import { expectLittleLost } from "../bed/recording/killed-recorder.ts";
import { temporaryFolders } from "../bed/recording/made-run.ts";
import { builtModule } from "../history/built-module.ts";

/** RECORD_KILLS kills. */
const KILLS = Number(process.env.RECORD_KILLS ?? 100);

const writer = builtModule(new URL("../bed/recording/recording-writer.ts", import.meta.url));
const newFolder = temporaryFolders();

test(`${KILLS} kills cost a recording at most a second each`, async () => {
  const lostMs = await expectLittleLost(writer(), newFolder(), KILLS);
  const greatest = Math.max(...lostMs);
  const mean = lostMs.reduce((sum, ms) => sum + ms, 0) / lostMs.length;
  console.log(`${KILLS} kills: ${mean.toFixed(0)} ms lost on average, ${greatest.toFixed(0)} ms at most`);
  expect(greatest).toBeLessThanOrEqual(1000);
});
