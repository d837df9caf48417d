import { closingHz } from "./loop.ts";
import type { Random } from "./random.ts";

/**
 * A slow swing of about -1..1 that is nearly periodic: its phase wanders by a tenth of a period and its size by a fifth, as
 * draught and loose mounts do.
 *
 * @param loopS length of a loop in which the swing then closes, or null.
 */
export function planSwing(periodS: number, random: Random, loopS: number | null): (tS: number) => number {
  const turn = (hz: number) => {
    const closed = 2 * Math.PI * closingHz(hz, loopS);
    const phase = 2 * Math.PI * random.uniform();
    return (tS: number) => closed * tS + phase;
  };
  const swing = turn(1 / periodS);
  const early = turn(1 / (5.3 * periodS));
  const size = turn(1 / (7.9 * periodS));
  return (tS) => (1 + 0.2 * Math.sin(size(tS))) * Math.sin(swing(tS) + 0.6 * Math.sin(early(tS)));
}
