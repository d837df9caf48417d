import { BOX_CLOCK } from "./camera-clock.ts";
import type { CameraClock, CameraSource, CameraTurn } from "./camera-source.ts";
import type { FrameSource } from "./frame-source.ts";

/** Silence in a recording is told so often, as of a camera. */
const SILENCE_EVERY_MS = 250;
/** Silence is told this far behind the clock. */
const SILENCE_BEHIND_MS = 200;
/** Further behind than this, the lost time is given up: then even decoding is too slow. */
const MAX_LAG_MS = 1000;

/** Plays frames (a file, a loop of one, a phantom) at real speed where a camera would be. Closes `source` with itself. */
export function planPacedCamera(name: string, source: FrameSource, clock: CameraClock = BOX_CLOCK): CameraSource {
  const closing = new AbortController();
  let originMs: number | null = null;
  let frame: ReturnType<FrameSource["next"]> = null;
  let toldMs = 0;
  let told = false;

  async function due(): Promise<CameraTurn | null> {
    if (frame === null) return null;
    const { tMs } = frame;
    originMs ??= clock.nowMs() - tMs;
    const waitMs = originMs + tMs - clock.nowMs();
    if (waitMs > 1) await clock.sleep(Math.min(waitMs, SILENCE_EVERY_MS), closing.signal);
    if (closing.signal.aborted) return null;
    const nowMs = clock.nowMs() - originMs;
    if (waitMs > SILENCE_EVERY_MS && nowMs < tMs) {
      const silentMs = Math.max(toldMs, nowMs - SILENCE_BEHIND_MS);
      if (silentMs === toldMs) return due();
      toldMs = silentMs;
      return { kind: "silence", tMs: silentMs };
    }
    const lagMs = Math.max(0, nowMs - tMs);
    if (lagMs > MAX_LAG_MS) originMs += lagMs;
    const turn: CameraTurn = { kind: "frame", frame, lagMs, droppedFrames: 0, crowdedOutFrames: 0 };
    toldMs = tMs;
    frame = null;
    return turn;
  }

  return {
    name,
    async next() {
      if (closing.signal.aborted) return null;
      if (!told) {
        told = true;
        return { kind: "state", state: { state: "streaming", detail: "" } };
      }
      frame ??= source.next();
      if (frame) return due();
      if (source.endError) throw source.endError;
      return null;
    },
    async close() {
      closing.abort();
      source.close();
    },
  };
}
