import { colourAt } from "./region-bench.ts";
import { planKernelUpdate, pulsePlan, type RegionUpdate } from "./region-update.ts";
import type { Spread } from "./spread.ts";
import { type Turn, timeTurns, turnUs } from "./timed-turns.ts";

/** What an update costs with so many regions and so long a window. */
export interface RegionCost {
  readonly regions: number;
  readonly windowS: number;
  readonly fftSize: number;
  /** Microseconds an update of one region. */
  readonly us: Spread;
}

const FS_HZ = 30;
const REGIONS = [1, 4, 16, 64, 100, 400] as const;
const WINDOWS_S = [5, 10, 15, 30, 60] as const;
const PLAN = { warmUp: 20, rounds: 40 } as const;
/** About as many regions are updated in every stretch that is timed. */
const REGIONS_A_STRETCH = 400;

/** Times the kernel over windows of 5 to 60 s with 1 to 400 regions, turn by turn; lanes of a group that is not full are paid for. */
export function measureRegionCost(onRound: (done: number, of: number) => void = () => undefined): RegionCost[] {
  const all = REGIONS.flatMap((regions) => WINDOWS_S.map((windowS) => ({ regions, windowS })));
  return all.map(({ regions, windowS }, i) => {
    const samples = windowS * FS_HZ;
    const fftSize = Math.max(512, 2 ** Math.ceil(Math.log2(samples)));
    const turn = planTurn(planKernelUpdate(pulsePlan(FS_HZ, regions, samples, fftSize), samples), samples);
    const times = Math.ceil(REGIONS_A_STRETCH / regions);
    const rounds = timeTurns([turn], { ...PLAN, times }, (done, of) => onRound(i * of + done, all.length * of));
    return { regions, windowS, fftSize, us: turnUs(rounds, 0) };
  });
}

function planTurn(chain: RegionUpdate, samples: number): Turn {
  const prepared = Array.from({ length: samples }, (_, i) =>
    Array.from({ length: chain.regions }, () => colourAt(i / FS_HZ)).flat(),
  );
  for (const rgb of prepared) chain.push(rgb);
  let next = 0;
  return {
    share: chain.regions,
    run() {
      chain.push(prepared[next++ % samples]);
      chain.rateBpm();
    },
  };
}
