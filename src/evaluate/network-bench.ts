import type { FrameSource } from "../frame/frame-source.ts";
import type { FaceTracker } from "../face/face-tracker.ts";
import type { NeuralWitness } from "../neural/neural-witness.ts";

import { type Spread, spreadOf } from "./spread.ts";

/** What a learned network adds to a stream. */
export interface NetworkCost {
  readonly name: string;
  /** Crop and network, ms a frame. */
  readonly pictureMs: Spread;
}

const WARM_UP_FRAMES = 60;
const FRAMES = 240;

/** Times a network on a source's faces, one frame after the other; ends its process. Throws RangeError when the source ends before. */
export async function measureNetwork(
  name: string,
  witness: NeuralWitness,
  source: FrameSource,
  tracker: FaceTracker,
): Promise<NetworkCost> {
  const times: number[] = [];
  try {
    for (let i = 0; i < WARM_UP_FRAMES + FRAMES; i++) {
      const frame = source.next();
      if (!frame) throw new RangeError(`the source ended after ${i} of ${WARM_UP_FRAMES + FRAMES} frames`);
      const face = await tracker.update(frame);
      const startMs = performance.now();
      await witness.see(frame, face, false);
      if (i >= WARM_UP_FRAMES) times.push(performance.now() - startMs);
    }
  } finally {
    witness.close();
  }
  return { name, pictureMs: spreadOf(times) };
}
