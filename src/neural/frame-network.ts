import type { NetworkManifest } from "../wire/network-manifest.ts";
import type { ModelProcess } from "../inference/model-process.ts";
import type { Tensor } from "../inference/runtime.ts";

import { LONGEST_STEP_MS, type NetworkRunner } from "./network-runner.ts";
import { packPictures } from "./picture-tensor.ts";

/** Plans a network that takes one picture and its own state at a time. States are 0 at first. */
export function planFrameNetwork(model: ModelProcess, manifest: NetworkManifest): NetworkRunner {
  const { picture, output, timeStep } = manifest;
  let lastMs: number | null = null;
  return {
    reset() {
      lastMs = null;
    },
    async run(tMs, cells) {
      const fresh = lastMs === null || tMs - lastMs > LONGEST_STEP_MS;
      const inputs: Record<string, Tensor> = { [picture.tensor]: packPictures([cells], manifest) };
      if (timeStep) {
        const stepS = fresh || lastMs === null ? 1 / manifest.highestHz : (tMs - lastMs) / 1000;
        inputs[timeStep.tensor] = { data: Float32Array.of(stepS), dims: timeStep.dims };
      }
      lastMs = tMs;
      const outputs = await model.run(inputs, [output.tensor], fresh);
      return [{ tMs, bvp: outputs[output.tensor].data[0] }];
    },
  };
}
