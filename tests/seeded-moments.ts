import { onTestFailed } from "vitest";

/**
 * Random numbers from 0 to 1 of a test that is running, for the moments at which it does something. Their seed is printed when
 * the test fails; `AFAR_TEST_SEED` takes it again. The process that is met at those moments has a will of its own: the same
 * seed repeats what the test does, not always what comes of it.
 */
export function seededMoments(): () => number {
  const given = process.env.AFAR_TEST_SEED;
  const seed = given === undefined ? Date.now() % 2 ** 32 : Number(given);
  onTestFailed(() => console.error(`the moments of this test come again with AFAR_TEST_SEED=${seed}`));
  let state = seed >>> 0;
  // A linear congruential generator (Numerical Recipes): its high bits are even enough for waits.
  return () => {
    state = (Math.imul(1_664_525, state) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
