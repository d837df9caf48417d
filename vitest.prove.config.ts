import { defineConfig } from "vitest/config";

/** Long proofs: one at a time, without a time limit. */
export default defineConfig({
  test: {
    include: ["tests/prove/*.prove.ts"],
    testTimeout: 0,
    hookTimeout: 0,
    pool: "forks",
    fileParallelism: false,
  },
});
