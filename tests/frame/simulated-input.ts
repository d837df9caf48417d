import { planUniform } from "../dsp/seeded-noise.ts";
import type { CameraClock } from "../../src/frame/camera-source.ts";
import type { LiveInput, LivePicture } from "../../src/frame/live-input.ts";
import { heart } from "../vitals/made-frames.ts";
import { madeSource } from "../bed/made-source.ts";

/** A clock that jumps to what is waited for next, as soon as nothing else is left to do. */
export interface SimulatedClock extends CameraClock {
  /** Lets time pass until the signal is aborted. */
  run(signal: AbortSignal): Promise<void>;
}

export function planSimulatedClock(): SimulatedClock {
  let nowMs = 0;
  let waiting: { readonly atMs: number; wake(): void }[] = [];
  return {
    nowMs: () => nowMs,
    sleep(ms, signal) {
      return new Promise((wake) => {
        const entry = { atMs: nowMs + ms, wake: () => give() };
        waiting.push(entry);
        const give = () => {
          waiting = waiting.filter((other) => other !== entry);
          signal.removeEventListener("abort", give);
          wake();
        };
        if (signal.aborted) give();
        else signal.addEventListener("abort", give, { once: true });
      });
    },
    async run(signal) {
      while (!signal.aborted) {
        await new Promise((idle) => setImmediate(idle));
        const next = waiting.reduce<(typeof waiting)[number] | null>(
          (first, entry) => (first === null || entry.atMs < first.atMs ? entry : first),
          null,
        );
        if (next === null) continue;
        nowMs = Math.max(nowMs, next.atMs);
        next.wake();
      }
    },
  };
}

export interface SimulatedCamera {
  readonly connect: () => Promise<LiveInput>;
  /** When the picture that was handed over last was taken, by the box's clock, ms since the first one's. */
  readonly takenMs: number;
  /** Pictures that were neither used nor released yet. */
  readonly unreleased: number;
}

/**
 * A camera at 30 Hz on a simulated clock: its own clock drifts, the network delays each picture by 10 ms and up to
 * `jitterMs` more.
 */
export function planSimulatedCamera(
  clock: CameraClock,
  { driftPpm, jitterMs, bpm }: { driftPpm: number; jitterMs: number; bpm: number },
): SimulatedCamera {
  const source = madeSource(24 * 3600, heart(bpm));
  const uniform = planUniform(driftPpm + 7);
  const speed = 1 + driftPpm * 1e-6;
  const startMs = clock.nowMs();
  let unreleased = 0;
  let shownMs = 0;
  let firstMs: number | null = null;
  return {
    get takenMs() {
      return shownMs - (firstMs ?? 0);
    },
    get unreleased() {
      return unreleased;
    },
    async connect() {
      const ended = new AbortController();
      return {
        warning: "",
        stamps: "source",
        async read(): Promise<LivePicture> {
          const frame = source.next();
          if (!frame) throw new Error("the simulated source has ended");
          const { tMs: takenMs, ...view } = frame;
          const dueMs = startMs + takenMs + 10 + jitterMs * uniform();
          await clock.sleep(Math.max(0, dueMs - clock.nowMs()), ended.signal);
          unreleased++;
          let released = false;
          return {
            stampMs: takenMs * speed,
            arrivalMs: clock.nowMs(),
            damaged: false,
            view() {
              shownMs = takenMs;
              firstMs ??= takenMs;
              return view;
            },
            release() {
              if (!released) unreleased--;
              released = true;
            },
          };
        },
        interrupt: () => ended.abort(),
        close: async () => undefined,
      };
    },
  };
}
