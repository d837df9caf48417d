import { expect, test } from "vitest";

import { temporaryFolders } from "../history/built-module.ts";
import { fuzzMllpReader } from "../interop/mllp-fuzz.ts";
import { expectAllPushed } from "../station/fhir-push-kills.ts";
import { expectAllDelivered } from "../station/receiver-kills.ts";
import { receiverModules } from "../station/receiver-lives.ts";

const ALARMS = 1000;
/** Of station and receiver in turn. */
const KILLS = 50;
const PUSHED = 500;
const PUSH_KILLS = 20;

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

test(`${PUSHED} alarms are each one issue at a FHIR server through ${PUSH_KILLS} kills of the station, as the log left them`, async () => {
  const figures = await expectAllPushed(newFolder(), modules(), { alarms: PUSHED, kills: PUSH_KILLS });
  console.log(
    `${figures.alarms} alarms, each one valid DetectedIssue; ${figures.kills} kills of the station; ` +
      `${figures.transactions} transactions put ${figures.versions} resources`,
  );
  expect(figures.alarms).toBeGreaterThanOrEqual(PUSHED);
});

test("100,000 inputs of whatever leave the reader of MLLP whole", () => fuzzMllpReader(100_000));
