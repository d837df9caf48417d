import { setTimeout as sleep } from "node:timers/promises";

import type { CameraClock } from "./camera-source.ts";

/** The box's own clock. */
export const BOX_CLOCK: CameraClock = {
  nowMs: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
};
