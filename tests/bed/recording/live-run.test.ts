import { expect, test } from "vitest";

import type { BedMessage } from "../../../src/wire/messages.ts";
import type { CameraSource, CameraTurn } from "../../../src/frame/camera-source.ts";
import { heart } from "../../vitals/made-frames.ts";
import { runLiveBed } from "../../../src/bed/bed-pipeline.ts";
import { madeFace, madeSource, madeTracker } from "../made-source.ts";

import { replayed, startRecorder, temporaryFolders } from "./made-run.ts";

const newFolder = temporaryFolders();
const SECONDS = 16;

/** A camera whose frames wait for so long as told, and that is silent for two seconds at its end. */
function lateCamera(lagMs: (tMs: number) => number): CameraSource {
  const source = madeSource(SECONDS, heart(84));
  const silences = [16_500, 17_000, 18_050];
  return {
    name: "made",
    async next(): Promise<CameraTurn | null> {
      const frame = source.next();
      if (frame) return { kind: "frame", frame, lagMs: lagMs(frame.tMs), droppedFrames: 0, crowdedOutFrames: 0 };
      const tMs = silences.shift();
      return tMs === undefined ? null : { kind: "silence", tMs };
    },
    close: async () => source.close(),
  };
}

test("a live run that left work out and was asked about its patient replays as what the bed said", async () => {
  const folder = newFolder();
  const recorder = startRecorder(folder);
  // Late from the fifth second on, hopelessly so for some frames.
  const camera = lateCamera((tMs) => (tMs > 7000 && tMs < 7500 ? 300 : tMs > 5000 ? 90 : 5));
  const said: BedMessage[] = [];
  let frame = 0;
  const takeCommands = () => {
    frame++;
    if (frame === 200) return [{ kind: "zone", zone: [0, 0, 1, 0, 1, 1, 0, 1] } as const];
    return frame === 260 ? [{ kind: "confirm-patient" } as const] : [];
  };
  const tracker = { ...madeTracker(() => madeFace()), reset: () => undefined };
  for await (const message of runLiveBed("1", camera, tracker, recorder, { zone: null, takeCommands })) {
    recorder.message(message);
    said.push(message);
  }
  recorder.close();
  const load = said.flatMap((message) => (message.kind === "load" ? [message] : []));
  expect(load.some(({ shed, skippedFrames }) => shed !== "nothing" && skippedFrames > 0)).toBe(true);
  const asked = said.flatMap((message) => (message.kind === "vitals" ? [message.vitals.pulse.reason] : []));
  expect(asked).toContain("confirm-patient");
  expect(asked.at(-1)).toBe("source-lost");

  const pictures = said.flatMap((message) => (message.kind === "picture" ? [message.leftOutShare] : []));
  expect(Math.max(...pictures.map(Number))).toBeGreaterThan(0.1);

  const { messages, endError } = await replayed(folder);
  expect(endError).toBeNull();
  const calculated = said.filter(({ kind }) => kind !== "load" && kind !== "outline" && kind !== "status");
  expect(messages.map((message) => JSON.stringify(message))).toEqual(
    calculated.map((message) => JSON.stringify(message)),
  );
}, 60_000);
