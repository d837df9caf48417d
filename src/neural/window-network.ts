import type { NetworkSample } from "../base/network-pulse.ts";
import type { NetworkManifest } from "../wire/network-manifest.ts";
import type { ModelProcess } from "../inference/model-process.ts";

import { LONGEST_STEP_MS, type NetworkRunner } from "./network-runner.ts";
import { packPictures } from "./picture-tensor.ts";

/**
 * Plans a network that takes a window of pictures and gives as many samples. It runs whenever so many new pictures have come, and of
 * each answer the samples of those are told, in units of the answer's own standard deviation: networks of windows scale each anew.
 */
export function planWindowNetwork(model: ModelProcess, manifest: NetworkManifest): NetworkRunner {
  const { picture, output, window } = manifest;
  const { frames, hopFrames } = window ?? { frames: 1, hopFrames: 1 };
  let kept: { readonly tMs: number; readonly cells: Float32Array }[] = [];
  let fresh = 0;

  function reset(): void {
    kept = [];
    fresh = 0;
  }

  return {
    reset,
    async run(tMs, cells) {
      if (kept.length > 0 && tMs - kept[kept.length - 1].tMs > LONGEST_STEP_MS) reset();
      kept.push({ tMs, cells: cells.slice() });
      fresh++;
      if (kept.length > frames) kept.shift();
      if (kept.length < frames || fresh < hopFrames) return [];
      const tensor = packPictures(
        kept.map((each) => each.cells),
        manifest,
      );
      const outputs = await model.run({ [picture.tensor]: tensor }, [output.tensor], true);
      const wave = standardised(outputs[output.tensor].data.subarray(0, frames));
      const told = Math.min(fresh, frames);
      fresh = 0;
      return kept
        .slice(frames - told)
        .map((each, i): NetworkSample => ({ tMs: each.tMs, bvp: wave[frames - told + i] }));
    },
  };
}

/** Relative to the mean, in standard deviations; 0 for a flat wave. Not a number throughout where one of the values is none. */
function standardised(values: Float32Array): Float64Array {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / values.length;
  const deviation = Math.sqrt(variance);
  return Float64Array.from(values, (value) => (deviation === 0 ? 0 : (value - mean) / deviation));
}
