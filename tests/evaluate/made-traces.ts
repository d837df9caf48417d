import type { TraceFrame } from "../../src/base/trace-frame.ts";
import { planUniform } from "../dsp/seeded-noise.ts";
import type { RecordedTraces } from "../../src/evaluate/recorded-traces.ts";

const RATE_HZ = 30;
const REGIONS = 4;
/** Noise of a patch's mean, levels. */
const NOISE = 0.2;

/** Skin in four regions, one darker than the other, whose colour swings like blood at a rate, with noise of their own; `swing` 0: a photo. */
export function skinTraces(seconds: number, rateBpm: number, swing = 0.005): RecordedTraces {
  const uniform = planUniform(5);
  const frames = Array.from({ length: seconds * RATE_HZ }, (_, i): TraceFrame => {
    const pulse = swing * Math.sin((2 * Math.PI * rateBpm * i) / (60 * RATE_HZ));
    const colour = [150 * (1 - 0.33 * pulse), 110 * (1 - 0.77 * pulse), 90 * (1 - 0.53 * pulse)];
    return {
      tMs: (1000 * i) / RATE_HZ,
      durationMs: 1000 / RATE_HZ,
      keyframe: i === 0,
      rgb: Float64Array.from(
        { length: 3 * REGIONS },
        (_, k) => (1 - 0.1 * Math.floor(k / 3)) * colour[k % 3] + NOISE * (uniform() - 0.5),
      ),
      usable: new Uint8Array(REGIONS).fill(1),
      room: [90, 95, 99],
      head: null,
    };
  });
  const regions = Array.from({ length: REGIONS }, (_, i) => `patch-${i}`);
  return { regions, frames, endMs: 1000 * seconds };
}
