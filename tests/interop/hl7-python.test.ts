import { expect } from "vitest";

import { planHl7Transport } from "../../src/interop/hl7/hl7-transport.ts";
import { alarmItem } from "../../src/interop/outbox/item.ts";
import { testNeeding } from "../left-out.ts";

import { alarmNotice, madeStation } from "./made-notices.ts";
import { fieldOf, PYTHON_HL7, startPythonPeer } from "./python-peer.ts";

testNeeding(
  PYTHON_HL7,
  "python3-hl7 takes an alarm apart field by field",
  async () => {
    const peer = await startPythonPeer();
    const transport = planHl7Transport({
      place: { host: "127.0.0.1", port: peer.port, tls: null },
      station: madeStation(),
    });
    const text = "** PR 134>120 | a^b & c~d \\ Müller";
    const item = alarmItem(alarmNotice({ text }));
    expect(await transport.deliver(item)).toEqual({ kind: "taken" });
    await peer.until((messages) => messages.length === 1);
    const [message] = peer.messages;
    expect(message.map(({ name }) => name).join(" ")).toBe("MSH PID PV1 OBR NTE OBX OBX OBX OBX OBX");
    expect(fieldOf(message[0], 10)).toBe(item.id);
    expect(unescaped(fieldOf(message[5], 5))).toBe(text);
    await transport.close();
  },
  60_000,
);

/** As HL7 v2.6 chapter 2 takes escapes back. */
function unescaped(text: string): string {
  const signs: Record<string, string> = { F: "|", S: "^", T: "&", R: "~", E: "\\" };
  return text.replace(/\\([FSTRE])\\/g, (_, letter: string) => signs[letter]);
}
