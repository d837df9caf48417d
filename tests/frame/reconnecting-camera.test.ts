import { expect, test } from "vitest";

import type { LiveInput } from "../../src/frame/live-input.ts";
import { planReconnectingCamera } from "../../src/frame/reconnecting-camera.ts";

import { planSimulatedCamera, planSimulatedClock } from "./simulated-input.ts";

test("the first picture after one that found no room carries its keyframe mark, and no later one", async () => {
  const clock = planSimulatedClock();
  const camera = planSimulatedCamera(clock, { driftPpm: 0, jitterMs: 0, bpm: 72 });
  let pictures = 0;
  /** The simulated camera with one keyframe, its fourth picture. */
  async function connect(): Promise<LiveInput> {
    const input = await camera.connect();
    return {
      ...input,
      async read() {
        const picture = await input.read();
        const keyframe = ++pictures === 4;
        const view = () => {
          const seen = picture.view();
          return seen && { ...seen, keyframe };
        };
        return { ...picture, keyframe, view };
      },
    };
  }
  const source = planReconnectingCamera("simulated", connect, clock);
  const ended = new AbortController();
  const running = clock.run(ended.signal);

  expect((await source.next())?.kind).toBe("state");
  await clock.sleep(1000, ended.signal);
  const frames: { keyframe: boolean; crowdedOut: number }[] = [];
  while (frames.length < 10) {
    const turn = await source.next();
    if (turn?.kind === "frame") frames.push({ keyframe: turn.frame.keyframe, crowdedOut: turn.crowdedOutFrames });
  }
  await source.close();
  ended.abort();
  await running;

  expect(frames[0].crowdedOut).toBeGreaterThan(4);
  expect(frames.map(({ keyframe }) => keyframe)).toEqual(frames.map((_, i) => i === 0));
});
