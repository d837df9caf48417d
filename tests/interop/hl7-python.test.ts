import { expect } from "vitest";

import { planHl7Transport } from "../../src/interop/hl7/hl7-transport.ts";
import { alarmItem, passingItem } from "../../src/interop/outbox/item.ts";
import { testNeeding } from "../left-out.ts";

import { alarmNotice, madeStation, valuesNotice } from "./made-notices.ts";
import { fieldOf, PYTHON_HL7, type PythonSegment, startPythonPeer } from "./python-peer.ts";

/** Fields of a segment that are not empty, by their numbers. */
const told = (segment: PythonSegment) =>
  Object.fromEntries(
    segment.fields.map((_, i) => [i + 1, fieldOf(segment, i + 1)]).filter(([, field]) => field !== ""),
  );

const DEVICE = "02A0370099000001";
const TIME = "20261124145959.250+0000";

testNeeding(
  PYTHON_HL7,
  "python3-hl7 takes an alarm and values apart field by field",
  async () => {
    const peer = await startPythonPeer();
    const place = { host: "127.0.0.1", port: peer.port, tls: null };
    const transport = planHl7Transport({ place, station: madeStation() });
    const text = "** PR 134>120 | a^b & c~d \\ Müller";
    const alarm = alarmItem(alarmNotice({ phase: "end", text }));
    const values = passingItem(valuesNotice({ origin: "demonstration" }), "life", 1);
    for (const item of [alarm, values]) expect(await transport.deliver(item)).toEqual({ kind: "taken" });
    await peer.until((messages) => messages.length === 2);
    await transport.close();
    const [one, other] = peer.messages;

    expect(one.map(({ name }) => name).join(" ")).toBe("MSH PID PV1 OBR NTE OBX OBX OBX OBX OBX");
    const { 1: between, 2: signs, ...header } = told(one[0]);
    expect(`${between}${signs}`).toBe("|^~\\&");
    expect(header).toEqual({
      3: `AFAR^${DEVICE}^EUI-64`,
      4: "ICU",
      7: TIME,
      9: "ORU^R40^ORU_R40",
      10: alarm.id,
      11: "P",
      12: "2.6",
      15: "AL",
      16: "NE",
      18: "UNICODE UTF-8",
      21: "IHE_PCD_ACM_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.4.1^ISO",
    });
    expect(told(one[2])).toEqual({ 2: "U", 3: "^^icu-3^ICU" });
    const first = `icu-3/17&AFAR&${DEVICE}&EUI-64`;
    expect(told(one[3])).toMatchObject({
      1: "1",
      3: `${alarm.id}^AFAR^${DEVICE}^EUI-64`,
      4: "196616^MDC_EVT_ALARM^MDC",
      7: "20261124145959.150+0000",
      8: "20261124145959.150+0000",
      29: `${first}^${first}`,
    });
    expect(unescaped(fieldOf(one[5], 5))).toBe(text);
    const observed = { 11: "R", 14: TIME, 17: "^camera rPPG" };
    expect(one.slice(6).map(told)).toEqual([
      {
        1: "2",
        2: "NM",
        3: "149514^MDC_PULS_RATE^MDC",
        4: "1.1.1.149514.2",
        5: "134",
        6: "264864^MDC_DIM_BEAT_PER_MIN^MDC",
        7: "-120",
        ...observed,
      },
      { 1: "3", 2: "ST", 3: "68481^MDC_ATTR_EVENT_PHASE^MDC", 4: "1.1.1.149514.3", 5: "end", ...observed },
      { 1: "4", 2: "ST", 3: "68482^MDC_ATTR_ALARM_STATE^MDC", 4: "1.1.1.149514.4", 5: "inactive", ...observed },
      {
        1: "5",
        2: "ST",
        3: "68483^MDC_ATTR_ALARM_INACTIVATION_STATE^MDC",
        4: "1.1.1.149514.5",
        5: "enabled",
        ...observed,
      },
    ]);

    expect(other.map(({ name }) => name).join(" ")).toBe("MSH PID PV1 OBR NTE OBX OBX OBX");
    expect(told(other[0])).toMatchObject({ 9: "ORU^R01^ORU_R01", 10: values.id, 11: "T" });
    expect(fieldOf(other[4], 3)).toBe("Investigational, not for clinical use");
    const device = `${DEVICE}^^${DEVICE}^EUI-64`;
    expect(other.slice(5).map(told)).toEqual([
      {
        1: "1",
        3: "69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC",
        4: "1.0.0.0",
        8: "DEMO",
        11: "X",
        14: TIME,
        18: device,
      },
      {
        1: "2",
        2: "NM",
        3: "149514^MDC_PULS_RATE^MDC",
        4: "1.1.1.1",
        5: "72",
        6: "264864^MDC_DIM_BEAT_PER_MIN^MDC",
        7: "50-120",
        8: "DEMO",
        18: device,
        ...observed,
      },
      {
        1: "3",
        2: "NM",
        3: "151562^MDC_RESP_RATE^MDC",
        4: "1.1.1.2",
        5: "15",
        6: "264928^MDC_DIM_RESP_PER_MIN^MDC",
        7: "8-30",
        8: "DEMO",
        18: device,
        ...observed,
      },
    ]);
  },
  60_000,
);

/** As HL7 v2.6 chapter 2 takes escapes back. */
function unescaped(text: string): string {
  const signs: Record<string, string> = { F: "|", S: "^", T: "&", R: "~", E: "\\" };
  return text.replace(/\\([FSTRE])\\/g, (_, letter: string) => signs[letter]);
}
