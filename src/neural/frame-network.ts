import type { NetworkManifest } from "../wire/network-manifest.ts";
import type { Model, Tensor } from "../inference/runtime.ts";

import { LONGEST_STEP_MS, type NetworkRunner } from "./network-runner.ts";
import { packPictures } from "./picture-tensor.ts";

/** Plans a network that takes one picture and its own state at a time. States are 0 at first. */
export function planFrameNetwork(model: Model, manifest: NetworkManifest): NetworkRunner {
  const { picture, output, timeStep, states = [] } = manifest;
  let known = new Map<string, Tensor>();
  let lastMs: number | null = null;

  function reset(): void {
    lastMs = null;
    known = new Map(
      states.map(({ input, dims }) => {
        const length = dims.reduce((product, dim) => product * dim, 1);
        return [input, { data: new Float32Array(length), dims }];
      }),
    );
  }

  reset();
  return {
    reset,
    async run(tMs, cells) {
      if (lastMs !== null && tMs - lastMs > LONGEST_STEP_MS) reset();
      const inputs: Record<string, Tensor> = Object.fromEntries(known);
      inputs[picture.tensor] = packPictures([cells], manifest);
      if (timeStep) {
        const stepS = lastMs === null ? 1 / manifest.highestHz : (tMs - lastMs) / 1000;
        inputs[timeStep.tensor] = { data: Float32Array.of(stepS), dims: timeStep.dims };
      }
      lastMs = tMs;
      const outputs = await model.run(inputs);
      for (const state of states) known.set(state.input, { data: outputs[state.output].data, dims: state.dims });
      return [{ tMs, bvp: outputs[output.tensor].data[0] }];
    },
  };
}
