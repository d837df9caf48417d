import { describe, expect } from "vitest";

import { openVideoFile } from "../../src/frame/video-file.ts";
import { planTissueMotion } from "../../src/regions/tissue-motion.ts";
import { planMotionBuffer } from "../../src/traces/motion-buffer.ts";
import { planChestWitness } from "../../src/respiration/chest-witness.ts";
import type { ChestWitness } from "../../src/respiration/witness.ts";
import { recordingPath, testWithRecordings } from "../recordings.ts";

/** What the witness says each second of a recording when no face is known. */
function watch(recording: string, seconds: number): (ChestWitness | null)[] {
  const source = openVideoFile(recordingPath(recording), { seconds });
  const meter = planTissueMotion();
  const buffer = planMotionBuffer(320);
  const witness = planChestWitness(buffer);
  const said: (ChestWitness | null)[] = [];
  for (let frame = source.next(); frame; frame = source.next()) {
    const motion = meter.measure(frame);
    if (motion) buffer.push(motion);
    if (motion && buffer.length >= 10 * (said.length + 1)) said.push(witness.read(null));
  }
  source.close();
  return said;
}

/** The strongest rate in 4..60 /min under a Hann window. */
function strongestBrpm({ signal, fsHz }: ChestWitness): number {
  let best = { brpm: 0, power: 0 };
  for (let brpm = 4; brpm <= 60; brpm += 0.25) {
    let re = 0;
    let im = 0;
    for (let i = 0; i < signal.length; i++) {
      const weight = 1 - Math.cos((2 * Math.PI * (i + 0.5)) / signal.length);
      re += weight * signal[i] * Math.cos((2 * Math.PI * brpm * i) / 60 / fsHz);
      im += weight * signal[i] * Math.sin((2 * Math.PI * brpm * i) / 60 / fsHz);
    }
    const power = re * re + im * im;
    if (power > best.power) best = { brpm, power };
  }
  return best.brpm;
}

describe("the chest's witness over recordings", () => {
  testWithRecordings("finds a sleeping infant's breath in profile, by the end of ten seconds", () => {
    const last = watch("video/baby.mp4", 11).at(-1);
    expect(last?.patternFound).toBe(true);
    expect(Math.abs((last ? strongestBrpm(last) : 0) - 31.5)).toBeLessThan(3);
  });

  testWithRecordings("finds the breath of a rendered patient from second 15 on", () => {
    for (const witness of watch("phantom/still-68.mp4", 20).slice(14)) {
      expect(Math.abs((witness ? strongestBrpm(witness) : 0) - 14)).toBeLessThan(1.5);
      expect(witness?.repeats).toBeGreaterThan(0.9);
    }
  });

  testWithRecordings(
    "finds nothing that breathes in an empty bed, nor in photos that lie still, nod or are compressed",
    () => {
      for (const name of ["empty-bed", "photo", "photo-nod", "photo-keyframes"]) {
        expect(watch(`abstain/${name}.mp4`, 15).every((witness) => witness === null)).toBe(true);
      }
    },
  );
});
