import { join } from "node:path";

import { expect, onTestFinished } from "vitest";

import { temporaryFolders } from "../history/built-module.ts";
import { fieldOf, PYTHON_HL7, type PythonSegment, startPythonPeer } from "../interop/python-peer.ts";
import { testNeeding } from "../left-out.ts";

import { receiver, receiverModules, startReceiverStation } from "./receiver-lives.ts";

const modules = receiverModules();
const newFolder = temporaryFolders();

testNeeding(
  PYTHON_HL7,
  "alarms of a demonstration reach python3-hl7, all marked DEMO, each ended by name when the station ends",
  async () => {
    const peer = await startPythonPeer();
    const station = startReceiverStation(modules(), {
      historyPath: join(newFolder(), "history.db"),
      sources: ["phantom:made"],
      receivers: [receiver({ name: "gateway", address: `mllp://127.0.0.1:${peer.port}`, intervalS: 1 })],
    });
    onTestFinished(() => station.kill());
    const isFast = (message: PythonSegment[]) => textOf(message, "OBX", 5).includes("PR 150>120");
    await peer.until((messages) => messages.some(isFast));
    await station.stop();
    const alarms = peer.messages.filter((message) => typeOf(message).startsWith("ORU^R40"));
    const values = peer.messages.filter((message) => typeOf(message).startsWith("ORU^R01"));
    expect(values.length).toBeGreaterThan(2);
    for (const message of peer.messages) {
      const observations = message.filter(({ name }) => name === "OBX");
      expect(observations.length).toBeGreaterThan(2);
      for (const observation of observations) expect(fieldOf(observation, 8)).toContain("DEMO");
      expect(textOf(message, "MSH", 11)).toBe("T");
      expect(textOf(message, "NTE", 3)).toContain("Investigational, not for clinical use");
    }
    const lastPhase = new Map(alarms.map((message) => [alarmIdOf(message), phaseOf(message)]));
    expect([...lastPhase.values()].filter((phase) => phase !== "end")).toEqual([]);
  },
  120_000,
);

function textOf(message: PythonSegment[], name: string, number: number): string {
  return message
    .filter((segment) => segment.name === name)
    .map((segment) => fieldOf(segment, number))
    .join("\n");
}

function typeOf(message: PythonSegment[]): string {
  return textOf(message, "MSH", 9);
}

/** The alarm's first message names it in OBR-3, all others in OBR-29. */
function alarmIdOf(message: PythonSegment[]): string {
  return textOf(message, "OBR", 29).split("&")[0] || textOf(message, "OBR", 3).split("^")[0];
}

function phaseOf(message: PythonSegment[]): string {
  const phase = message.find((segment) => fieldOf(segment, 3).includes("MDC_ATTR_EVENT_PHASE"));
  return phase ? fieldOf(phase, 5) : "";
}
