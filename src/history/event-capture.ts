import type { EventWave, WaveEvent, WaveEventTitle } from "./wave-event.ts";

/** Waves kept on either side of an event, ms (facts: clinical, R7). */
const EVENT_SIDE_MS = 10_000;
/** An event is given out so long after its last sample is due: waves come late by as much. */
const PATIENCE_MS = 2_000;

/** A stretch of a wave as it arrives; `samples` null: time passed and nothing was measured. */
export interface WaveStretch {
  readonly bed: string;
  readonly wave: EventWave["wave"];
  /** Time of the first sample, ms of the station's clock. */
  readonly tMs: number;
  readonly stepMs: number;
  /** Time that the stretch covers, ms. */
  readonly spanMs: number;
  readonly samples: readonly number[] | null;
}

export interface EventCapture {
  /** Takes a stretch, in the order of time within its bed and wave. */
  hear(stretch: WaveStretch): void;
  /** An event happened: its waves are to be kept. */
  mark(event: WaveEventTitle): void;
  /** Events that have all their waves, or never will: to be called every second or so. Each is given out once. Allocates. */
  due(nowMs: number): WaveEvent[];
}

/** Plans the memory that keeps the last waves of all beds until they are no longer needed. Pure: time comes with the calls. */
export function planEventCapture(): EventCapture {
  let stretches: WaveStretch[] = [];
  let marked: WaveEventTitle[] = [];

  return {
    hear(stretch) {
      stretches.push(stretch);
    },
    mark(event) {
      marked.push(event);
    },
    due(nowMs) {
      const isDue = ({ tMs }: WaveEventTitle): boolean => nowMs >= tMs + EVENT_SIDE_MS + PATIENCE_MS;
      const events = marked.filter(isDue).map((event) => ({ ...event, waves: wavesAround(event, stretches) }));
      marked = marked.filter((event) => !isDue(event));
      // An event that is marked now reaches so far back, one that waits farther.
      const oldestMs = Math.min(nowMs - PATIENCE_MS, ...marked.map(({ tMs }) => tMs)) - EVENT_SIDE_MS;
      stretches = stretches.filter(({ tMs, spanMs }) => tMs + spanMs > oldestMs);
      return events;
    },
  };
}

function wavesAround({ bed, tMs }: WaveEventTitle, stretches: readonly WaveStretch[]): EventWave[] {
  const [fromMs, toMs] = [tMs - EVENT_SIDE_MS, tMs + EVENT_SIDE_MS];
  return stretches
    .filter((stretch) => stretch.bed === bed && stretch.tMs < toMs && stretch.tMs + stretch.spanMs > fromMs)
    .map(({ wave, tMs: firstMs, stepMs, spanMs, samples }) => {
      const first = Math.max(0, Math.ceil((fromMs - firstMs) / stepMs));
      const count = samples?.length ?? Math.round(spanMs / stepMs);
      const end = Math.min(count, Math.ceil((toMs - firstMs) / stepMs));
      const kept = samples ? samples.slice(first, end) : Array.from({ length: Math.max(0, end - first) }, () => null);
      return { wave, tMs: firstMs + first * stepMs, stepMs, samples: kept };
    })
    .filter(({ samples }) => samples.length > 0);
}
