import type { Frame } from "../../src/base/frame.ts";
import { planNormal, planUniform } from "../dsp/seeded-noise.ts";
import type { CameraClock } from "../../src/frame/camera-source.ts";
import { CameraLoss, type LiveInput, type LivePicture } from "../../src/frame/live-input.ts";
import { RGB } from "../regions/made-frames.ts";
import { PULSE_VECTOR, SKIN } from "../pulse/skin-traces.ts";
import { heart } from "../vitals/made-frames.ts";
import { HEIGHT_PX, WIDTH_PX } from "../bed/made-source.ts";

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

const FPS = 30;
/** Where madeFace() lies; the rest of the view is a wall, which has no pulse. */
const FACE = { fromX: 14, toX: 82, fromY: 8, toY: 96 };
const WALL = 130;
const GRAIN = 3;
const GRAINS = 1 << 15;

/** Draws a face with a pulse before a wall into one picture, which every call draws anew: a tenth of a millisecond. */
function planScene(pulse: (tS: number) => number): (tMs: number) => Omit<Frame, "tMs"> {
  const grain = Float32Array.from({ length: GRAINS }, planNormal(5)).map((value) => GRAIN * value + 0.5);
  const data = new Uint8Array(3 * WIDTH_PX * HEIGHT_PX);
  const channels = [0, 1, 2].map((offset) => {
    return { data, offset, strideBytes: 3 * WIDTH_PX, stepBytes: 3, shiftX: 0, shiftY: 0 };
  });
  return (tMs) => {
    const blood = pulse(tMs / 1000);
    const colour = SKIN.map((mean, c) => mean * (1 + PULSE_VECTOR[c] * blood));
    let speck = Math.round(tMs) * 1237;
    for (let y = 0, at = 0; y < HEIGHT_PX; y++) {
      for (let x = 0; x < WIDTH_PX; x++) {
        const isFace = x >= FACE.fromX && x < FACE.toX && y >= FACE.fromY && y < FACE.toY;
        for (let c = 0; c < 3; c++) data[at++] = (isFace ? colour[c] : WALL) + grain[speck++ & (GRAINS - 1)];
      }
    }
    return {
      durationMs: 1000 / FPS,
      keyframe: false,
      widthPx: WIDTH_PX,
      heightPx: HEIGHT_PX,
      rotationDeg: 0,
      colour: RGB,
      channels,
    };
  };
}

/**
 * A camera at 30 Hz on a simulated clock: its own clock drifts, the network delays each picture by 10 ms and up to
 * `jitterMs` more.
 */
export function planSimulatedCamera(
  clock: CameraClock,
  { driftPpm, jitterMs, bpm }: { driftPpm: number; jitterMs: number; bpm: number },
): SimulatedCamera {
  const draw = planScene(heart(bpm));
  const uniform = planUniform(driftPpm + 7);
  const speed = 1 + driftPpm * 1e-6;
  const startMs = clock.nowMs();
  let taken = 0;
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
          const takenMs = (1000 * taken++) / FPS;
          const dueMs = startMs + takenMs + 10 + jitterMs * uniform();
          await clock.sleep(Math.max(0, dueMs - clock.nowMs()), ended.signal);
          if (ended.signal.aborted) throw new CameraLoss("was interrupted");
          unreleased++;
          let released = false;
          return {
            stampMs: takenMs * speed,
            arrivalMs: clock.nowMs(),
            damaged: false,
            keyframe: false,
            view() {
              shownMs = takenMs;
              firstMs ??= takenMs;
              return draw(takenMs);
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
