import { expect, test } from "vitest";

import { planRealSpectrum } from "../../src/dsp/real-spectrum.ts";
import { loadPffft } from "../../src/evaluate/pffft.ts";

test.each([256, 512, 1024, 4096])(
  "pffft-wasm is read as fft.js of %d points is, whatever was in it before",
  async (size) => {
    const loaded = await loadPffft();
    if (!("planTransform" in loaded)) throw new Error(loaded.cause);
    const theirs = loaded.planTransform(size);
    const ours = planRealSpectrum(size);
    for (const n of [size, size - 100]) {
      const values = Float64Array.from({ length: n }, (_, i) => Math.sin(i * i));
      const [one, other] = [theirs(values), ours.forward(values)];
      for (let i = 0; i < size; i++) expect(Math.abs(one[i] - other[i])).toBeLessThan(1e-3);
    }
  },
);
