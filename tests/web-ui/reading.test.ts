import { expect, test } from "vitest";

import type { StreamMessage } from "../../src/wire/messages.ts";
import { pulseReading, respirationReading } from "../../web-ui/src/bed/reading.ts";
import { outline, status, vitals } from "../stream/synthetic-bed.ts";
import {
  afterMessage,
  type BedState,
  type StationState,
  UNKNOWN_STATION,
} from "../../web-ui/src/link/station-state.ts";

const HELLO: StreamMessage = { kind: "hello", beds: [{ bed: "1", label: "Bed 1", demo: true }] };

function after(...messages: StreamMessage[]): StationState {
  return messages.reduce((state, message) => afterMessage(state, message, 0), UNKNOWN_STATION);
}

function bedAfter(...messages: StreamMessage[]): BedState {
  const bed = after(HELLO, ...messages).beds?.[0];
  if (!bed) throw new Error("the bed is not known");
  return bed;
}

const live = (tMs: number, rateBpm = 72.4) => vitals("1", tMs, { rateBpm, confidence: 0.95 });
const held = (tMs: number) => vitals("1", tMs, { rateBpm: 72.4, held: true, reason: "motion" });

test("a fresh rate is live", () => {
  expect(pulseReading(bedAfter(live(12_000)), 300)).toEqual({ state: "live", ratePerMin: 72.4 });
});

test("a held rate counts from its last live second", () => {
  expect(pulseReading(bedAfter(live(12_000), held(13_000), held(18_000)), 0)).toEqual({
    state: "held",
    ratePerMin: 72.4,
    heldS: 6,
    reason: "motion",
  });
});

test("breathing counts its held seconds from its own last live one, whatever the pulse does", () => {
  const breathing = (tMs: number, held: boolean) =>
    vitals("1", tMs, { rateBpm: 72.4 }, { rateBrpm: 15.2, held, reason: held ? "motion" : null });
  const bed = bedAfter(breathing(12_000, false), breathing(13_000, true), breathing(17_000, true));
  expect(respirationReading(bed, 0)).toEqual({ state: "held", ratePerMin: 15.2, heldS: 5, reason: "motion" });
  expect(pulseReading(bed, 0)).toEqual({ state: "live", ratePerMin: 72.4 });
});

test("a breathing rate that stops arriving is held within two seconds and gone after ten", () => {
  const bed = bedAfter(vitals("1", 12_000, {}, { rateBrpm: 15.2 }));
  expect(respirationReading(bed, 1600).state).toBe("live");
  expect(respirationReading(bed, 1999)).toMatchObject({ state: "held", heldS: 2, reason: "no-data" });
  expect(respirationReading(bed, 11_000)).toEqual({ state: "none", reason: "no-data" });
});

test("no rate is held for longer than ten seconds, whatever the bed says", () => {
  const bed = (tMs: number) => bedAfter(live(12_000), held(tMs));
  expect(pulseReading(bed(22_000), 0).state).toBe("held");
  expect(pulseReading(bed(23_000), 0)).toEqual({ state: "none", reason: "motion" });
});

test("a live rate that stops arriving is held within two seconds and gone after ten", () => {
  const bed = bedAfter(live(12_000));
  expect(pulseReading(bed, 1600).state).toBe("live");
  expect(pulseReading(bed, 1999)).toMatchObject({ state: "held", heldS: 2, reason: "no-data" });
  expect(pulseReading(bed, 11_000)).toEqual({ state: "none", reason: "no-data" });
});

test("time held and time silent add up", () => {
  expect(pulseReading(bedAfter(live(12_000), held(18_000)), 5000)).toEqual({ state: "none", reason: "no-data" });
});

test("no rate keeps the bed's own reason, and one without a reason is not measurable", () => {
  expect(pulseReading(bedAfter(vitals("1", 1000, { reason: "no-face" })), 0)).toEqual({
    state: "none",
    reason: "no-face",
  });
  expect(pulseReading(bedAfter(vitals("1", 1000, {})), 0)).toEqual({ state: "none", reason: "not-measurable" });
});

test.each([
  ["preparing", "starting"],
  ["restarting", "restarting"],
  ["source-lost", "source-lost"],
] as const)("a bed that is %s drops its last rate and says %s", (state, reason) => {
  const bed = bedAfter(live(12_000), outline("1", 12_000), status("1", state, "words"));
  expect(pulseReading(bed, null)).toEqual({ state: "none", reason });
  expect(bed.outline).toBeNull();
});

test("running again does not revive the rate of before", () => {
  expect(pulseReading(bedAfter(live(12_000), status("1", "restarting", ""), status("1", "running", "")), null)).toEqual(
    {
      state: "none",
      reason: "starting",
    },
  );
});

test("a source whose time begins anew counts its held seconds anew", () => {
  expect(pulseReading(bedAfter(live(90_000), held(3000)), 0)).toMatchObject({ state: "held", heldS: 0 });
});

test("a new greeting forgets what was known of every bed", () => {
  expect(after(HELLO, live(12_000), HELLO).beds?.[0]?.vitals).toBeNull();
});

test("messages of unknown beds and messages before the greeting change nothing", () => {
  expect(after(live(12_000))).toBe(UNKNOWN_STATION);
  const known = after(HELLO);
  expect(afterMessage(known, vitals("2", 1000, { rateBpm: 60 }), 0)).toBe(known);
});

test("the tick sets the station's clock", () => {
  expect(afterMessage(UNKNOWN_STATION, { kind: "tick", stationMs: 5_000_000, silentMs: {} }, 1000).clockOffsetMs).toBe(
    4_999_000,
  );
});
