import { join } from "node:path";

import { expect, test } from "vitest";

import { compileKernel, KERNELS } from "../../scripts/build-kernel.mjs";

test.each(KERNELS)("the bytes embedded in $folder are what its sources compile to", async (kernel) => {
  const path = join(import.meta.dirname, "../..", kernel.folder, `${kernel.entry}-bytes.ts`);
  const embedded: Record<string, string> = await import(path);
  expect(Buffer.from(await compileKernel(kernel)).toString("base64")).toBe(embedded[kernel.constant]);
});
