import { expect, test } from "vitest";

import { loadVitalLens, type VitalLensSession } from "../../src/evaluate/vitallens.ts";

const FS_HZ = 30;

async function session(): Promise<VitalLensSession> {
  const loaded = await loadVitalLens();
  if (!("vitalLens" in loaded)) throw new Error(loaded.cause);
  return loaded.vitalLens.plan(FS_HZ);
}

const times = (seconds: number) => Array.from({ length: seconds * FS_HZ }, (_, i) => i / FS_HZ);
const tone = (rateBpm: number) => (tS: number) => Math.sin((2 * Math.PI * rateBpm * tS) / 60);

test("a tone of a pulse is read within 0.5 /min, in one go or sample by sample", async () => {
  const wave = tone(73);
  const whole = await session();
  expect(Math.abs((whole.add(times(10), times(10).map(wave)) ?? 0) - 73)).toBeLessThan(0.5);
  const streamed = await session();
  let rate: number | null = null;
  for (const tS of times(10)) rate = streamed.add([tS], [wave(tS)]);
  expect(Math.abs((rate ?? 0) - 73)).toBeLessThan(0.5);
});

test("nothing is read below 5 s, nor from what a reset has made it forget", async () => {
  const vitalLens = await session();
  expect(vitalLens.add(times(4), times(4).map(tone(73)))).toBeNull();
  vitalLens.add(
    times(10).map((tS) => 4 + tS),
    times(10).map(tone(73)),
  );
  vitalLens.reset();
  expect(vitalLens.add(times(4), times(4).map(tone(73)))).toBeNull();
  vitalLens.close();
});
