import { defineConfig } from "vitest/config";

// Memory that is split among arenas by threads grows for long without a leak: a proof of none needs one.
process.env.MALLOC_ARENA_MAX = "1";

/** Long proofs: one at a time, without a time limit. */
export default defineConfig({
  test: {
    include: ["tests/prove/*.prove.ts"],
    testTimeout: 0,
    hookTimeout: 0,
    pool: "forks",
    // V8 lets its young generation grow by 30 MB over minutes, whatever is kept: no leak could be told from that.
    execArgv: ["--max-semi-space-size=1"],
    fileParallelism: false,
  },
});
