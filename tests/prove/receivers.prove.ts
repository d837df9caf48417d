import { expect, test } from "vitest";

import { temporaryFolders } from "../history/built-module.ts";
import { fuzzMllpReader } from "../interop/mllp-fuzz.ts";
import { expectAllDelivered } from "../station/receiver-kills.ts";
import { receiverModules } from "../station/receiver-lives.ts";

const ALARMS = 1000;
/** Of station and receiver in turn. */
const KILLS = 50;

const modules = receiverModules();
const newFolder = temporaryFolders();

test(`${ALARMS} alarms reach a receiver through ${KILLS} kills of it and of the station, none lost, in order for each bed`, async () => {
  const figures = await expectAllDelivered(newFolder(), modules(), { alarms: ALARMS, kills: KILLS });
  console.log(
    `${figures.alarms} alarms in ${figures.events} rows of the log, all with the receiver; ${figures.stationKills} kills of the station, ` +
      `${figures.receiverKills} of the receiver; ${figures.twice} messages came more than once`,
  );
  expect(figures.alarms).toBeGreaterThanOrEqual(ALARMS);
});

test("100,000 inputs of whatever leave the reader of MLLP whole", () => fuzzMllpReader(100_000));
