import type { FrameSource } from "../frame/frame-source.ts";
import type { FaceTracker } from "../face/face-tracker.ts";
import { planVitalsEngine } from "../vitals/vitals-engine.ts";
import { planFaceOutline } from "../bed/face-outline.ts";
import { planFrameAnalyser } from "../bed/frame-analysis.ts";

import { type Spread, spreadOf } from "./spread.ts";

/** What a number of beds costs that are watched side by side. */
export interface BedsCost {
  readonly beds: number;
  /** Processor time of all threads for one bed's second of video, ms. */
  readonly bedCpuMs: Spread;
  /** Wall time for a second of all beds, ms: above 1000 one process does not keep up with them. */
  readonly wallMs: Spread;
}

/** What a bed is made of: nothing is shared with another. */
export interface BedParts {
  /** Endless, or long enough. */
  readonly source: FrameSource;
  readonly tracker: FaceTracker;
}

export interface BedsPlan {
  readonly rateHz: number;
  /** Numbers of beds, rising. */
  readonly beds: readonly number[];
  /** Seconds that each bed runs alone before it counts. */
  readonly warmUpS: number;
  /** Seconds that are measured of every number of beds. */
  readonly measuredS: number;
}

/**
 * Times ever more beds in one process, a frame of each in turn, so that they take the cache from each other as on a full box.
 * Closes the sources. The spread is over seconds. Throws RangeError when a source ends before the measurement, and what `open` throws.
 */
export async function measureBeds(
  open: () => Promise<BedParts>,
  { rateHz, beds, warmUpS, measuredS }: BedsPlan,
  onBed: (done: number, of: number) => void = () => undefined,
): Promise<BedsCost[]> {
  const running: RunningBed[] = [];
  const costs: BedsCost[] = [];
  try {
    for (const count of beds) {
      while (running.length < count) {
        const bed = startBed(await open(), String(running.length + 1));
        running.push(bed);
        for (let i = 0; i < warmUpS * rateHz; i++) await bed.step();
        onBed(running.length, Math.max(...beds));
      }
      const seconds: { readonly cpuMs: number; readonly wallMs: number }[] = [];
      for (let second = 0; second < measuredS; second++) {
        const startMs = performance.now();
        const cpu = process.cpuUsage();
        for (let i = 0; i < rateHz; i++) for (const bed of running) await bed.step();
        const { user, system } = process.cpuUsage(cpu);
        seconds.push({ cpuMs: (user + system) / 1000 / count, wallMs: performance.now() - startMs });
      }
      costs.push({
        beds: count,
        bedCpuMs: spreadOf(seconds.map(({ cpuMs }) => cpuMs)),
        wallMs: spreadOf(seconds.map(({ wallMs }) => wallMs)),
      });
    }
  } finally {
    for (const bed of running) bed.close();
  }
  return costs;
}

interface RunningBed {
  /** One frame through the whole chain. */
  step(): Promise<void>;
  close(): void;
}

function startBed({ source, tracker }: BedParts, name: string): RunningBed {
  const analyser = planFrameAnalyser(tracker);
  const engine = planVitalsEngine(name, analyser.regions);
  const outline = planFaceOutline(name);
  return {
    async step() {
      const frame = source.next();
      if (!frame) throw new RangeError(`the source of bed ${name} ended before the measurement`);
      const { trace, face } = await analyser.analyse(frame);
      engine.push(trace);
      outline.step(frame.tMs, frame, face);
    },
    close: () => source.close(),
  };
}
