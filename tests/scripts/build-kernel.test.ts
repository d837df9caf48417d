import { expect, test } from "vitest";

import { REGION_KERNEL_BASE64 } from "../../src/dsp/kernel/region-kernel-bytes.ts";
import { compileKernel } from "../../scripts/build-kernel.mjs";

test("the embedded bytes are what the kernel's sources compile to", async () => {
  expect(Buffer.from(await compileKernel()).toString("base64")).toBe(REGION_KERNEL_BASE64);
});
