import type { AfarError } from "../base/errors.ts";
import type { ModelPaths } from "../inference/model-cache.ts";
import type { FrameSource } from "../frame/frame-source.ts";
import { createFaceTracker } from "../face/face-tracker.ts";
import type { NeuralWitness } from "../neural/neural-witness.ts";
import { runBed } from "../bed/bed-pipeline.ts";

import type { MovementReading } from "./movement-reading.ts";
import type { Replayed } from "./replayed-file.ts";
import { readingOf, type SecondReading } from "./second-reading.ts";

/** Runs the pipeline of a bed, in this process, over frames that only a loader can open. */
export async function replayFrames(
  open: () => Promise<FrameSource>,
  models: ModelPaths,
  network: NeuralWitness | null = null,
): Promise<Replayed> {
  const source = await open();
  const readings: SecondReading[] = [];
  const movement: MovementReading[] = [];
  try {
    const tracker = await createFaceTracker(models);
    for await (const message of runBed("1", source, tracker, null, undefined, undefined, network)) {
      if (message.kind === "vitals") readings.push(readingOf(message.vitals));
      if (message.kind === "movement" || message.kind === "movement-event") movement.push(message);
    }
  } finally {
    network?.close();
    source.close();
  }
  const ended: AfarError | null = source.endError;
  return { readings, movement, note: ended?.message ?? null };
}
