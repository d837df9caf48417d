import { expect, test } from "vitest";

import type { CameraSource } from "../../src/frame/camera-source.ts";
import { planReconnectingCamera } from "../../src/frame/reconnecting-camera.ts";
import { ownMemoryMb } from "../frame/own-memory.ts";
import { planSimulatedCamera, planSimulatedClock } from "../frame/simulated-input.ts";
import { runLiveBed } from "../../src/bed/bed-pipeline.ts";
import { madeFace, madeTracker } from "../bed/made-source.ts";

/** Simulated hours. */
const HOURS = Number(process.env.LIVE_HOURS ?? 1);
const BPM = 84;
const MOST_DRIFT_MS = 10;
/** Of the seconds with a live rate; the first twelve have none yet. */
const LEAST_SHOWN = 0.9;
const MOST_GROWTH_MB = 10;

for (const driftPpm of [-100, 100]) {
  test(`${HOURS} h of a simulated camera at 30 Hz whose clock errs by ${driftPpm} ppm`, async () => {
    const clock = planSimulatedClock();
    const simulated = planSimulatedCamera(clock, { driftPpm, jitterMs: 25, bpm: BPM });
    const camera = planReconnectingCamera("simulated", simulated.connect, clock);
    const ended = new AbortController();
    void clock.run(ended.signal);
    const tracker = { ...madeTracker(() => madeFace()), reset: () => undefined };
    const endMs = HOURS * 3_600_000;
    let seconds = 0;
    let shown = 0;
    let wrong = 0;
    let offMs = 0;
    const memory: number[] = [];
    const watched: CameraSource = {
      ...camera,
      async next() {
        const turn = await camera.next();
        if (turn?.kind === "frame") offMs = Math.max(offMs, Math.abs(turn.frame.tMs - simulated.takenMs));
        return turn;
      },
    };
    for await (const message of runLiveBed("1", watched, tracker)) {
      if (message.kind !== "vitals") continue;
      const { tMs, pulse } = message.vitals;
      seconds++;
      if (pulse.rateBpm !== null && !pulse.held) {
        shown++;
        if (Math.abs(pulse.rateBpm - BPM) > 3) wrong++;
      }
      if (seconds % 60 === 0) memory.push(ownMemoryMb());
      if (tMs >= endMs) break;
    }
    await camera.close();
    ended.abort();
    const fifth = Math.max(1, Math.floor(memory.length / 5));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const growthMb = mean(memory.slice(-fifth)) - mean(memory.slice(fifth, 2 * fifth));
    process.stdout.write(
      `\n${HOURS} h, ${driftPpm} ppm: live time off by ${offMs.toFixed(2)} ms at most; ` +
        `${shown} of ${seconds} seconds with a rate, ${wrong} wrong; memory ${growthMb.toFixed(1)} MB; ` +
        `${simulated.unreleased} pictures kept\n`,
    );
    expect(offMs).toBeLessThan(MOST_DRIFT_MS);
    expect(wrong).toBe(0);
    expect(shown).toBeGreaterThan(LEAST_SHOWN * (seconds - 12));
    expect(simulated.unreleased).toBeLessThanOrEqual(1);
    expect(growthMb).toBeLessThan(MOST_GROWTH_MB);
  });
}
