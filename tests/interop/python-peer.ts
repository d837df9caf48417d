import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { onTestFinished } from "vitest";

import type { Need } from "../left-out.ts";

const PYTHON = "/usr/bin/python3";

export const PYTHON_HL7: Need = {
  present: existsSync(PYTHON) && existsSync("/usr/share/doc/python3-hl7"),
  remedy: "python3-hl7 is absent, run apt-get install python3-hl7",
};

/** A message as python3-hl7 took it apart: fields from the first on, their repetitions, components and subcomponents. */
export interface PythonSegment {
  readonly name: string;
  readonly fields: readonly string[][][][];
}

export interface PythonPeer {
  readonly port: number;
  readonly messages: PythonSegment[][];
  /** Waits until so many messages came, or such a one. */
  until(isSo: (messages: PythonSegment[][]) => boolean): Promise<void>;
}

/** Starts a receiver that ends with the test. */
export async function startPythonPeer(): Promise<PythonPeer> {
  const child: ChildProcess = spawn(PYTHON, [join(import.meta.dirname, "hl7-peer.py")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const messages: PythonSegment[][] = [];
  const lines = createInterface({ input: child.stdout! });
  const port = await new Promise<number>((found, failed) => {
    child.once("exit", (code) => failed(new Error(`the receiver ended with ${code}`)));
    lines.on("line", (line) => {
      const said = JSON.parse(line) as { port: number } | PythonSegment[];
      if (Array.isArray(said)) messages.push(said);
      else found(said.port);
    });
  });
  return {
    port,
    messages,
    async until(isSo) {
      for (let tries = 0; tries < 4000 && !isSo(messages); tries++) await new Promise((done) => setTimeout(done, 20));
      if (!isSo(messages)) throw new Error(`not so after ${messages.length} messages`);
    },
  };
}

/** Field of a segment as text, its components joined again; "" where there is none. `number` from 1, as HL7 counts. */
export function fieldOf(segment: PythonSegment, number: number): string {
  // MSH-1 is the sign between fields, which is no field of its own in the text.
  const field = segment.fields[number - 1] ?? [];
  return field.map((repetition) => repetition.map((component) => component.join("&")).join("^")).join("~");
}
