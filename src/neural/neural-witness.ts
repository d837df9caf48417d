import type { Frame } from "../base/frame.ts";
import type { FaceLandmarks } from "../base/landmarks.ts";
import type { NetworkPulse, NetworkSample } from "../base/network-pulse.ts";
import type { NetworkManifest } from "../wire/network-manifest.ts";
import type { ModelProcess } from "../inference/model-process.ts";

import { type MeanToRgb, planCellMeans } from "./cell-means.ts";
import { planFaceBoxes } from "./face-box.ts";
import { planFrameNetwork } from "./frame-network.ts";
import { planWindowNetwork } from "./window-network.ts";

/** A learned network that looks at a bed's face beside everything else. */
export interface NeuralWitness {
  /** What it says at this frame; `leftOut`: the box is busy, and it is not asked. Never throws: what fails is noted and stops for good. */
  see(frame: Frame, face: FaceLandmarks | null, leftOut: boolean): Promise<NetworkPulse>;
  /** Forgets the face: another one may be in view. */
  reset(): void;
  /** Ends the network's process. */
  close(): void;
}

/** Pictures may come this much earlier than the most a network works with, as a share of their distance. */
const EARLY_SHARE = 0.25;
/** So much of the smoothed distance of pictures is the newest one's. */
const INTERVAL_GAIN = 0.05;
const LEFT_OUT = "left out: the box is busy";

/** Plans the witness of a network that has passed its check; `toRgb` turns the mean of an area's channels into its colour. */
export function planNeuralWitness(model: ModelProcess, manifest: NetworkManifest, toRgb: MeanToRgb): NeuralWitness {
  const { name, picture, crop, warmUpS, lowestHz, highestHz } = manifest;
  const bandBpm = [manifest.lowestBpm, manifest.highestBpm] as const;
  const network = manifest.kind === "frame" ? planFrameNetwork(model, manifest) : planWindowNetwork(model, manifest);
  const boxes = planFaceBoxes(crop.marginShare);
  const cells = planCellMeans(picture.rows, picture.columns, toRgb);
  let failure: string | null = null;
  let sinceMs: number | null = null;
  let lastMs: number | null = null;
  let intervalMs: number | null = null;

  function reset(): void {
    network.reset();
    boxes.reset();
    sinceMs = null;
    lastMs = null;
    intervalMs = null;
  }

  const say = (samples: readonly NetworkSample[], note: string | null): NetworkPulse => ({
    name,
    bandBpm,
    samples,
    note,
  });

  return {
    reset,
    close: () => model.release(),
    async see(frame, face, leftOut) {
      const { tMs } = frame;
      if (failure !== null) return say([], failure);
      if (leftOut) {
        reset();
        return say([], LEFT_OUT);
      }
      if (!face) return say([], null);
      if (lastMs !== null && tMs - lastMs < (1000 * (1 - EARLY_SHARE)) / highestHz) return say([], null);
      if (lastMs !== null) {
        const step = tMs - lastMs;
        intervalMs = intervalMs === null ? step : intervalMs + INTERVAL_GAIN * (step - intervalMs);
      }
      lastMs = tMs;
      sinceMs ??= tMs;
      try {
        const samples = await network.run(tMs, cells.read(frame, boxes.step(tMs, face)));
        if (samples.some(({ bvp }) => !Number.isFinite(bvp))) throw new Error("it answered with what is no number");
        if (intervalMs !== null && intervalMs > 1100 / lowestHz) {
          return say([], `left out: it needs ${lowestHz} pictures a second`);
        }
        const warmMs = sinceMs + 1000 * warmUpS;
        return say(
          samples.filter((sample) => sample.tMs >= warmMs),
          null,
        );
      } catch (error) {
        model.release();
        failure = `stopped: ${error instanceof Error ? error.message : String(error)}`
          .replace(/\s+/g, " ")
          .slice(0, 200);
        return say([], failure);
      }
    },
  };
}

/** A witness that could not be made, and says why at every frame. */
export function silentWitness(name: string, note: string): NeuralWitness {
  const said: NetworkPulse = { name, bandBpm: [25, 240], samples: [], note };
  return { see: async () => said, reset: () => undefined, close: () => undefined };
}
