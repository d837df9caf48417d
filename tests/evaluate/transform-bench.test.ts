import { expect, test } from "vitest";

import { hannWindow } from "../../src/dsp/hann-window.ts";
import { planFftJsPower } from "../../src/evaluate/fft-js-reference.ts";
import { loadPffft } from "../../src/evaluate/pffft.ts";

test.each([256, 512, 1024, 4096])(
  "pffft-wasm is read as fft.js of %d points is, whatever was in it before",
  async (size) => {
    const loaded = await loadPffft();
    if (!("planPower" in loaded)) throw new Error(loaded.cause);
    const [theirs, ours] = [loaded.planPower(size), planFftJsPower(size)];
    for (const n of [size, size - 100]) {
      const values = Float64Array.from({ length: n }, (_, i) => Math.sin(i * i));
      const [one, other] = [theirs, ours].map((writePower) => {
        const power = new Float64Array(size / 2);
        writePower(values, hannWindow(n), 0, size / 2 - 1, power);
        return power;
      });
      for (let i = 0; i < size / 2; i++) expect(Math.abs(one[i] - other[i])).toBeLessThan(1e-5 * size);
    }
  },
);
