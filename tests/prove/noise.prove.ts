import { describe, expect, test } from "vitest";

import { pulseReadings } from "../pulse/estimator-run.ts";
import { NOISE_KINDS, noiseScene } from "../pulse/noise-scenes.ts";

const SEEDS = 50;
const SECONDS = 40;
/** From here on a rate is shown. */
const SHOWN = 0.7;
/** What wanders slowly is, by chance, as narrow as a pulse for a few seconds; over the whole face it is as coherent too. */
const MOST_FALSE_SHARE = { sensor: 0.001, patches: 0.01, light: 0.001, colour: 0.01 } as const;

describe("skin without a pulse", () => {
  test.each(NOISE_KINDS)(`hardly ever seems to have one: ${SEEDS} times ${SECONDS} s, and a wander of %s`, (kind) => {
    const sure: string[] = [];
    for (let seed = 101; seed < 101 + SEEDS; seed++) {
      pulseReadings(noiseScene(kind, seed, SECONDS)).forEach(({ belief }, i) => {
        if (belief.confidence >= SHOWN) sure.push(`seed ${seed} second ${i + 1}: ${belief.rateBpm.toFixed(0)} /min`);
      });
    }
    process.stdout.write(
      `${kind}: ${sure.length} of ${SEEDS * SECONDS} seconds\n${sure.map((one) => `  ${one}\n`).join("")}`,
    );
    expect(sure.length / (SEEDS * SECONDS)).toBeLessThanOrEqual(MOST_FALSE_SHARE[kind]);
  });
});
