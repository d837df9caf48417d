import type { Note } from "../base/note.ts";
import { noteOf } from "../wire/note-codes.ts";

import { planArrivalSmoother } from "./arrival-smoother.ts";
import type { CameraClock, CameraSource, CameraState, CameraTurn } from "./camera-source.ts";
import { planLiveClock } from "./live-clock.ts";
import { CameraLoss, type Connect, type LiveInput, type LivePicture } from "./live-input.ts";

/** From the start of one attempt to that of the next; the last is kept. A camera that returns is found within 5 s. */
const ATTEMPT_EVERY_MS = [500, 1_000, 2_000, 3_500];
/** After a wrong password. */
const RARE_ATTEMPT_MS = 15_000;
/** Between the end of an attempt and the next one at least. */
const LEAST_PAUSE_MS = 500;
/** A connection that held for so long was good: the next attempts start from the shortest pause. */
const GOOD_MS = 5_000;
/** A connection without a picture for so long is given up. */
const STALLED_MS = 3_000;
/** How often a stalled connection is looked for, and silence is told. */
const LOOK_MS = 250;
/** Pictures that may wait for the bed; then the oldest goes. */
const MOST_WAITING = 6;
/** Damaged pictures are counted over this time, and told of from this share on. */
const LOSS_TOLD_EVERY_MS = 5_000;
const LOSS_TOLD_PERCENT = 5;
/** `close()` waits no longer for a connection that does not end. */
const CLOSE_MS = 900;

/**
 * Plans a camera that is connected to again for ever, with growing pauses. The newest pictures win: those that find no room are
 * left out and counted, so the gap is explicit.
 */
export function planReconnectingCamera(
  name: string,
  connect: Connect,
  clock: CameraClock,
  stalledMs: number = STALLED_MS,
): CameraSource {
  const closing = new AbortController();
  const axis = planLiveClock();
  const states: CameraState[] = [];
  const waiting: { readonly picture: LivePicture; readonly tMs: number }[] = [];
  let dropped = 0;
  let crowdedOut = 0;
  let droppedKeyframe = false;
  let shown: LivePicture | null = null;
  let current: LiveInput | null = null;
  let heardMs = 0;
  let wake: () => void = () => undefined;

  function tell(state: CameraState["state"], detail: string, notes: readonly Note[]): void {
    states.push({ state, detail, notes });
    wake();
  }

  function drop(picture: LivePicture): void {
    droppedKeyframe ||= picture.keyframe;
    picture.release();
    dropped++;
  }

  /** Takes pictures until the connection ends, which it throws. */
  async function pump(input: LiveInput): Promise<never> {
    const smoother = planArrivalSmoother();
    const losses = planLossReport(clock.nowMs());
    let told = "";
    let joined = false;
    for (;;) {
      const picture = await input.read();
      heardMs = clock.nowMs();
      const stampMs = input.stamps === "source" ? picture.stampMs : smoother.step(picture.arrivalMs);
      const tMs = stampMs === null || picture.damaged ? null : axis.place(stampMs, picture.arrivalMs);
      // Before the first whole picture nothing was lost: the stream was joined between two keyframes.
      joined ||= !picture.damaged;
      const lostPercent = losses.step(picture.arrivalMs, joined && picture.damaged);
      const said = lostPercent > 0 ? lossSentence(lostPercent) : input.warning;
      if (said !== told) {
        told = said;
        tell(
          "streaming",
          said,
          lostPercent > 0 ? [noteOf("pictures-damaged", { percent: lostPercent })] : (input.notes ?? []),
        );
      }
      if (tMs === null) {
        drop(picture);
        continue;
      }
      if (waiting.length >= MOST_WAITING) {
        const oldest = waiting.shift();
        if (oldest) {
          drop(oldest.picture);
          crowdedOut++;
        }
      }
      waiting.push({ picture, tMs });
      wake();
    }
  }

  /** Interrupts a connection that sends nothing for too long, until the signal is aborted. */
  async function watch(input: LiveInput, signal: AbortSignal, onStalled: () => void): Promise<void> {
    while (clock.nowMs() - heardMs <= stalledMs) {
      await clock.sleep(LOOK_MS, signal);
      if (signal.aborted) return;
    }
    onStalled();
    input.interrupt();
  }

  /** Uses one connection to its end, which it throws. */
  async function stream(input: LiveInput): Promise<never> {
    const ended = new AbortController();
    heardMs = clock.nowMs();
    axis.reconnect();
    tell("streaming", "", []);
    // What had come of a picture is still given out after an interruption: the time of the last one would not tell.
    let stalled = false;
    void watch(input, ended.signal, () => {
      stalled = true;
    });
    try {
      return await pump(input);
    } catch (error) {
      throw stalled ? new CameraLoss(`sent no picture for ${stalledMs / 1000} s`, false, "no-picture") : error;
    } finally {
      ended.abort();
    }
  }

  async function run(): Promise<void> {
    for (let attempts = 0; !closing.signal.aborted; attempts++) {
      const startMs = clock.nowMs();
      if (attempts === 0) tell("connecting", `Connecting to ${name}.`, [noteOf("camera-connecting", { camera: name })]);
      let input: LiveInput | null = null;
      let streamedMs: number | null = null;
      let everyMs = ATTEMPT_EVERY_MS[Math.min(attempts, ATTEMPT_EVERY_MS.length - 1)];
      try {
        input = await connect(closing.signal);
        current = input;
        streamedMs = clock.nowMs();
        await stream(input);
      } catch (error) {
        if (closing.signal.aborted) continue;
        const loss = error instanceof CameraLoss ? error : new CameraLoss("failed for a reason inside Afar");
        if (loss.tryRarely) everyMs = RARE_ATTEMPT_MS;
        if (streamedMs !== null && clock.nowMs() - streamedMs > GOOD_MS) {
          attempts = 0;
          everyMs = ATTEMPT_EVERY_MS[0];
        }
        const remedy = loss.tryRarely ? `correct it; the next attempt is in ${everyMs / 1000} s` : "trying again";
        const nextS = loss.tryRarely ? everyMs / 1000 : 0;
        tell("lost", `${name} ${loss.message}: ${remedy}.`, [
          noteOf("camera-lost", { camera: name, why: loss.code, nextS }),
        ]);
      } finally {
        current = null;
        await input?.close();
      }
      const pauseMs = Math.max(LEAST_PAUSE_MS, startMs + everyMs - clock.nowMs());
      await clock.sleep(streamedMs === null ? pauseMs : Math.max(LEAST_PAUSE_MS, everyMs), closing.signal);
    }
  }

  function take(): CameraTurn | null {
    const state = states.shift();
    if (state) return { kind: "state", state };
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { picture, tMs } = next;
      const view = picture.view();
      if (view === null) {
        drop(picture);
        continue;
      }
      shown = picture;
      const lagMs = Math.max(0, clock.nowMs() - picture.arrivalMs);
      const left = { droppedFrames: dropped, crowdedOutFrames: crowdedOut };
      const frame = { tMs, ...view, keyframe: view.keyframe || droppedKeyframe };
      dropped = crowdedOut = 0;
      droppedKeyframe = false;
      return { kind: "frame", frame, lagMs, ...left };
    }
    return null;
  }

  let running: Promise<void> | null = null;
  return {
    name,
    async next() {
      running ??= run();
      shown?.release();
      shown = null;
      while (!closing.signal.aborted) {
        const turn = take();
        if (turn) return turn;
        const woken = new AbortController();
        wake = () => woken.abort();
        await clock.sleep(LOOK_MS, woken.signal);
        wake = () => undefined;
        if (woken.signal.aborted) continue;
        const tMs = axis.silence(clock.nowMs());
        if (tMs !== null) return { kind: "silence", tMs };
      }
      return null;
    },
    async close() {
      closing.abort();
      current?.interrupt();
      wake();
      const late = new AbortController();
      await Promise.race([running, clock.sleep(CLOSE_MS, late.signal)]);
      late.abort();
      shown?.release();
      shown = null;
      for (const { picture } of waiting.splice(0)) picture.release();
    },
  };
}

/** Says when pictures are lost on the way. */
function planLossReport(startMs: number) {
  let sinceMs = startMs;
  let pictures = 0;
  let damaged = 0;
  let said = 0;
  return {
    /** Percent that are lost; 0 while all is well. */
    step(nowMs: number, isDamaged: boolean): number {
      pictures++;
      if (isDamaged) damaged++;
      if (nowMs - sinceMs < LOSS_TOLD_EVERY_MS) return said;
      const percent = 10 * Math.round((10 * damaged) / pictures);
      sinceMs = nowMs;
      pictures = damaged = 0;
      said = percent < LOSS_TOLD_PERCENT ? 0 : percent;
      return said;
    },
  };
}

function lossSentence(percent: number): string {
  return `About ${percent} % of the pictures arrive damaged and are left out: look at the network.`;
}
