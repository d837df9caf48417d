/** Steps of the system's clock below this are its own corrections. */
const JUMP_MS = 2000;

export interface AlarmClock {
  /** ms since 1970 as the station began to count: never goes back, whatever the system's clock does. */
  nowMs(): number;
  /** How far the system's clock has been set since the last call, ms; 0 where it has not. */
  jumpMs(): number;
}

/**
 * Plans the clock of a ward's alarms. `leastMs`: no time before this one is told, since a ward that ran before has told it.
 * `wallMs` may jump; `steadyMs` never does.
 */
export function planAlarmClock(
  leastMs: number,
  wallMs: () => number = Date.now,
  steadyMs: () => number = () => performance.now(),
): AlarmClock {
  const startMs = Math.max(wallMs(), leastMs);
  const startSteadyMs = steadyMs();
  let apartMs = wallMs() - steadyMs();
  return {
    nowMs: () => Math.round(startMs + steadyMs() - startSteadyMs),
    jumpMs() {
      const nowApartMs = wallMs() - steadyMs();
      const jumpMs = nowApartMs - apartMs;
      if (Math.abs(jumpMs) < JUMP_MS) return 0;
      apartMs = nowApartMs;
      return jumpMs;
    },
  };
}
