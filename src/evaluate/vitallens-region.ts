import { planPos } from "./incremental-pos.ts";
import type { RegionUpdate } from "./region-update.ts";
import type { VitalLens } from "./vitallens.ts";

/**
 * One region on vitallens-core as a stream feeds it: each sample of POS as it comes (not final: its own overlap is for the
 * caller to make), and a rate over the last 10 s with it. The rate is read with the sample; `rateBpm` only tells it.
 */
export function planVitalLensRegion(vitalLens: VitalLens, fsHz: number): RegionUpdate {
  const session = vitalLens.plan(fsHz);
  const pos = planPos(fsHz, 1);
  let samples = 0;
  let rate: number | null = null;
  return {
    regions: 1,
    push([r, g, b]) {
      pos.push(r, g, b);
      const [red, green, blue] = pos.newestProjection();
      rate = session.add([samples / fsHz], [red * r + green * g + blue * b]);
      samples++;
    },
    rateBpm: () => rate,
  };
}
