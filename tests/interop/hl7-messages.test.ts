import { Hl7Message } from "@medplum/core";
import fc from "fast-check";
import { Message } from "node-hl7-client";
import { describe, expect, test } from "vitest";

import { ALARM_CODES, type AlarmEvent } from "../../src/wire/alarms.ts";
import type { AlarmNotice, ValuesNotice } from "../../src/wire/receiver-notices.ts";
import { hl7Message } from "../../src/interop/hl7/hl7-transport.ts";
import { alarmItem, passingItem } from "../../src/interop/outbox/item.ts";

import { alarmNotice, madeStation, valuesNotice } from "./made-notices.ts";

const alarmText = (notice: AlarmNotice, profile = "ihe") => hl7Message(madeStation(profile), alarmItem(notice));
const valuesText = (notice: ValuesNotice) => hl7Message(madeStation(), passingItem(notice, "life", 1));
/** Fields of one name, in the order of their segments. */
const fields = (text: string, name: string, number: number) =>
  Hl7Message.parse(text)
    .getAllSegments(name)
    .map((segment) => segment.getField(number)?.toString() ?? "");

describe("node-hl7-client reads", () => {
  test("an alarm's update field by field", () => {
    const item = alarmItem(alarmNotice({ phase: "update", inactivation: "acknowledged", text: "PR 134|120 a^b" }));
    const message = new Message({ text: hl7Message(madeStation(), item) });
    const at = (path: string) => message.get(path).toString();
    expect(at("MSH.3.1")).toBe("AFAR");
    expect(at("MSH.3.2")).toBe("02A0370099000001");
    expect(at("MSH.7")).toBe("20261124145959.250+0000");
    expect(at("MSH.9.1")).toBe("ORU");
    expect(at("MSH.9.2")).toBe("R40");
    expect(at("MSH.10")).toBe(item.id);
    expect(at("MSH.11")).toBe("P");
    expect(at("MSH.12")).toBe("2.6");
    expect(at("MSH.21.3")).toBe("1.3.6.1.4.1.19376.1.6.1.4.1");
    expect(at("PV1.3.3")).toBe("icu-3");
    expect(at("OBR.4.2")).toBe("MDC_EVT_ALARM");
    expect(at("OBR.7")).toBe("20261124145959.150+0000");
    expect(at("OBR.29.1.1")).toBe("icu-3/17");
    expect(at("OBR.29.2.1")).toBe("icu-3/17");
    const observations = [0, 1, 2, 3, 4].map((i) => message.get("OBX").get(i));
    expect(observations.map((one) => [one.get("3.2").toString(), one.get("5").toString()])).toEqual([
      ["MDC_EVT_HI", "PR 134|120 a^b"],
      ["MDC_PULS_RATE", "134"],
      ["MDC_ATTR_EVENT_PHASE", "update"],
      ["MDC_ATTR_ALARM_STATE", "active"],
      ["MDC_ATTR_ALARM_INACTIVATION_STATE", "alert-acknowledged"],
    ]);
    expect(observations[1].get("6.2").toString()).toBe("MDC_DIM_BEAT_PER_MIN");
    expect(observations[1].get("7").toString()).toBe("-120");
  });

  test("values field by field", () => {
    const message = new Message({ text: valuesText(valuesNotice()) });
    const at = (path: string) => message.get(path).toString();
    expect(at("MSH.9.2")).toBe("R01");
    expect(at("MSH.21.1")).toBe("IHE_PCD_001");
    const observations = [0, 1, 2].map((i) => message.get("OBX").get(i));
    const told = observations.map((one) => ["3.1", "4", "5", "6.1", "7", "11"].map((path) => one.get(path).toString()));
    expect(told).toEqual([
      ["69965", "1.0.0.0", "", "", "", "X"],
      ["149514", "1.1.1.1", "72", "264864", "50-120", "R"],
      ["151562", "1.1.1.2", "15", "264928", "8-30", "R"],
    ]);
    expect(observations[1].get("17.2").toString()).toBe("camera rPPG");
  });
});

describe("OBX-8 and OBX-11 of a pulse", () => {
  test.each([
    ["that is shown", { rateBpm: 72, reason: null }, "", "R"],
    ["that is held", { rateBpm: 72, held: true, reason: "motion" }, "QUES", "R"],
    ["that is early", { rateBpm: 72, reason: "starting" }, "EARLY", "R"],
    ["that nobody sees", { rateBpm: null, reason: "no-face" }, "NAV", "X"],
    ["that is disturbed", { rateBpm: null, reason: "motion" }, "INV", "X"],
    ["without alarms", { rateBpm: 72, inhibited: true }, "ALINH", "R"],
    ["that is lost and without alarms", { rateBpm: null, reason: "pulse-lost", inhibited: true }, "NAV~ALINH", "X"],
  ] as const)("%s", (_, pulse, flags, status) => {
    const text = valuesText(valuesNotice({ pulse: { ...valuesNotice().pulse, ...pulse } }));
    expect(fields(text, "OBX", 8)[1]).toBe(flags);
    expect(fields(text, "OBX", 11)[1]).toBe(status);
    expect(fields(text, "OBX", 5)[1]).toBe(pulse.rateBpm === null ? "" : "72");
  });
});

describe("a profile decides on MSH-21 and on the codes of phase, state and inactivation", () => {
  test.each([
    ["ihe", "1.3.6.1.4.1.19376.1.6.1.4.1", 68481],
    ["draeger", "1.3.6.1.4.1.19376.1.6.4.4", 68165],
    ["bbraun", "1.3.6.1.4.1.19376.1.6.4.4", 68481],
    ["mindray", "1.3.6.1.4.1.19376.1.6.4.4.1", 68481],
    ["ge", "1.3.6.1.4.1.19376.1.6.1.4.1", 68165],
  ])("%s", (profile, oid, phase) => {
    const text = alarmText(alarmNotice(), profile);
    expect(fields(text, "MSH", 21)[0].split("^")[2]).toBe(oid);
    const codes = fields(text, "OBX", 3).map((field) => Number(field.split("^")[0]));
    expect(codes.slice(2)).toEqual([phase, phase + 1, phase + 2]);
  });
});

describe("what an alarm is about stands under its own code:", () => {
  const about = (notice: AlarmNotice) =>
    [3, 5, 6, 7, 8, 11].map((field) => fields(alarmText(notice), "OBX", field)[field === 3 ? 0 : 1]);

  test("seconds without a breath are an apnoea and a time, never a rate", () => {
    const value = { worst: 24, last: 24, limit: 20, unit: "s" } as const;
    const notice = alarmNotice({ alarm: "no-breath", value });
    expect(about(notice)).toEqual(["199680^MDC_EVT_APNEA^MDC", "24", "264320^MDC_DIM_SEC^MDC", "-20", "", "R"]);
    expect(fields(alarmText(notice), "OBX", 3)[1]).toBe("151856^MDC_TIME_PD_APNEA^MDC");
  });

  test("a pulse that is lost has no value, and says that it is not available", () => {
    const notice = alarmNotice({ alarm: "pulse-lost", value: null });
    expect(about(notice)).toEqual(["196616^MDC_EVT_ALARM^MDC", "", "", "", "NAV", "X"]);
    expect(fields(alarmText(notice), "OBX", 3)[1]).toBe("149514^MDC_PULS_RATE^MDC");
  });

  test("a technical alarm is about the monitor", () => {
    const text = alarmText(alarmNotice({ alarm: "low-light", group: "technical", value: null }));
    expect(fields(text, "OBX", 3).slice(0, 2)).toEqual([
      "196616^MDC_EVT_ALARM^MDC",
      "69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC",
    ]);
  });
});

describe("events of one alarm", () => {
  test("are tied by OBR-29, which names the first one's OBR-3", () => {
    const phases = ["start", "update", "continue", "end"] as const;
    const texts = phases.map((phase, i) => alarmText(alarmNotice({ phase, tMs: 1000 * i })));
    const [first] = fields(texts[0], "OBR", 3);
    expect(fields(texts[0], "OBR", 29)).toEqual([""]);
    for (const text of texts.slice(1)) {
      expect(fields(text, "OBR", 29)[0]).toBe(`${first.replaceAll("^", "&")}^${first.replaceAll("^", "&")}`);
      expect(fields(text, "OBR", 3)[0]).not.toBe(first);
    }
    expect(texts.map((text) => fields(text, "OBX", 5).slice(2, 4))).toEqual([
      ["start", "active"],
      ["update", "active"],
      ["continue", "active"],
      ["end", "inactive"],
    ]);
    expect(new Set(texts.map((text) => fields(text, "MSH", 10)[0])).size).toBe(4);
  });

  test("keep their MSH-10 whatever the log was late with", () => {
    const { alarm } = alarmNotice();
    expect(alarmText({ ...alarmNotice(), alarm: { ...alarm, notRecorded: true } })).toBe(alarmText(alarmNotice()));
  });
});

const text = fc.string({ unit: "binary", maxLength: 60 });
const anyAlarm: fc.Arbitrary<AlarmEvent> = fc
  .record({
    alarm: fc.constantFrom(...ALARM_CODES),
    phase: fc.constantFrom("start", "update", "continue", "end"),
    text,
    signalLost: fc.boolean(),
    priority: fc.constantFrom("high", "medium", "low"),
    state: fc.constantFrom("active", "latched"),
    value: fc.option(
      fc.record({
        worst: fc.integer({ min: 0, max: 300 }),
        last: fc.integer({ min: 0, max: 300 }),
        limit: fc.integer({ min: 4, max: 240 }),
        unit: fc.constantFrom("bpm", "brpm", "s"),
      }),
    ),
  } as const)
  .map((changed) => alarmNotice(changed as Partial<AlarmEvent>).alarm);

const rate = {
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  held: fc.boolean(),
  reason: fc.constantFrom(null, "starting", "no-face", "motion", "pulse-lost", "compression"),
  inhibited: fc.boolean(),
} as const;
const rateOf = (max: number) => fc.option(fc.double({ min: 4, max, noNaN: true }));

describe("whatever a demonstration or a replay tells", () => {
  test.each([
    ["demonstration", "DEMO"],
    ["replay", "TEST"],
    ["live", null],
  ] as const)("%s: every observation says %s", (origin, mark) => {
    const expectMarked = (message: string) => {
      const flags = fields(message, "OBX", 8);
      expect(flags.length).toBeGreaterThan(2);
      for (const flag of flags)
        expect(flag.split("~").filter((one) => /DEMO|TEST/.test(one))).toEqual(mark ? [mark] : []);
      expect(fields(message, "MSH", 11)).toEqual([mark ? "T" : "P"]);
      expect(fields(message, "NTE", 3)[0]).toBe("Investigational, not for clinical use");
    };
    fc.assert(
      fc.property(anyAlarm, (alarm) => expectMarked(alarmText({ ...alarmNotice({}, origin), alarm }))),
      { numRuns: 100 },
    );
    fc.assert(
      fc.property(
        fc.record({ rateBpm: rateOf(240), ...rate }),
        fc.record({ rateBrpm: rateOf(120), ...rate }),
        (pulse, respiration) => expectMarked(valuesText(valuesNotice({ origin, pulse, respiration }))),
      ),
      { numRuns: 100 },
    );
  });

  test("no text of an alarm breaks out of its field", () => {
    fc.assert(
      fc.property(text, (words) => {
        const message = alarmText(alarmNotice({ text: words }));
        expect(message.split("\r").length).toBe(11);
        expect(unescaped(fields(message, "OBX", 5)[0])).toBe(words);
      }),
      { numRuns: 200 },
    );
  });
});

/** As HL7 v2.6 chapter 2 takes escapes back. */
function unescaped(field: string): string {
  const signs: Record<string, string> = { F: "|", S: "^", T: "&", R: "~", E: "\\" };
  return field.replace(/\\(?:([FSTRE])|X([0-9A-F]{2}))\\/g, (_, letter: string, hex: string) =>
    letter ? signs[letter] : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
