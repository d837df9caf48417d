import { localFloor } from "../dsp/local-floor.ts";
import { spectrumPower } from "../dsp/spectrum-power.ts";
import type { TraceBuffer } from "../traces/trace-buffer.ts";

import { FFT_SIZE } from "./band.ts";
import { RATE_GRID_BPM } from "./rate-grid.ts";
import { planWaveSpectrum } from "./wave-spectrum.ts";
import { LOCAL_REACH_HZ, type WindowAnalysis } from "./window-analysis.ts";

/** Says at which rates colours and network may see one and the same thing that is no pulse. */
export interface CommonCauses {
  /**
   * Uint8Array [grid] for the window of an analysis: 1 where the head moves or the light swings, and everywhere where nobody knows how
   * the head moved. Allocates it.
   */
  of(analysis: WindowAnalysis): Uint8Array;
}

/** Head's place and width, as indices of TraceBuffer.readHead. */
const PLACES = [0, 1];
const WIDTH = 2;
/**
 * Movement to and fro, peak to peak in face widths, from which it may pass for a pulse: light from the side falls off by half over a
 * face, so that skin which moves by so much changes by 0.05 %, a sixth of a weak pulse. Most heartbeats move a head by less.
 */
const LEAST_MOVE = 0.001;
/** Power of a line over the noise around it: of noise one bin in twenty thousand. */
const LINE_FACTOR = 10;
/**
 * A head that moves within two pixels lies between their centres twice in a period, and is blurred a little each time; one that moves
 * farther crosses them at many times of the period.
 */
const SMALL_MOVE_PX = 2;
/** Light counts where what it may leave in the pulse is as strong as the noise there. */
const LIGHT_FACTOR = 2;

/** Power of movement over what counts, Float64Array [bins]; `isSmall`: it stays within two pixels altogether. */
interface Movement {
  readonly power: Float64Array;
  readonly isSmall: boolean;
}

export function planCommonCauses(traces: TraceBuffer): CommonCauses {
  const { binHz, detrend, spectrumOf } = planWaveSpectrum(traces.fsHz, FFT_SIZE);
  const width = new Float64Array(1);

  function movement(from: number, end: number, axis: number): Movement {
    const n = end - from;
    const place = new Float64Array(n);
    traces.readHead(axis, from, end, place);
    detrend(place);
    const power = spectrumPower(spectrumOf(place));
    const floor = localFloor(power, binHz, (2 * traces.fsHz) / n, LOCAL_REACH_HZ);
    traces.readHead(WIDTH, end - 1, end, width);
    // Under a Hann window a line's transform is a quarter of the samples times its amplitude, and that is half of peak to peak.
    const least = ((LEAST_MOVE * width[0] * n) / 8) ** 2;
    const isSmall = Math.max(...place) - Math.min(...place) <= SMALL_MOVE_PX;
    return { power: power.map((value, i) => value / Math.max(least, LINE_FACTOR * floor[i])), isSmall };
  }

  return {
    of({ wave, endSample, noise, uncoveredNoise }) {
      const from = endSample - wave.length;
      const moved = traces.headValid(from, endSample) ? PLACES.map((axis) => movement(from, endSample, axis)) : null;
      return Uint8Array.from(RATE_GRID_BPM, (bpm) => {
        if (!moved) return 1;
        const bin = Math.round(bpm / 60 / binHz);
        const half = Math.round(bin / 2);
        const isMoved = moved.some(({ power, isSmall }) => power[bin] >= 1 || (isSmall && power[half] >= 1));
        const isLit = uncoveredNoise !== null && noise[bin] >= LIGHT_FACTOR * uncoveredNoise[bin];
        return isMoved || isLit ? 1 : 0;
      });
    },
  };
}
