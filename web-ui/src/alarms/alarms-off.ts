import type { AlarmCode } from "../../../src/wire/alarms.ts";

/** Off until somebody wants them: that they are off is nothing to be told. */
const OFF_BY_NATURE: ReadonlySet<AlarmCode> = new Set<AlarmCode>(["grimace", "eyes-opened"]);

/** Alarms that somebody has switched off, of breathing or of everything else: each stands beside the wave that it concerns. */
export function alarmsOff(off: readonly AlarmCode[], of: "respiration" | "rest" | "all"): readonly AlarmCode[] {
  return off.filter(
    (alarm) => !OFF_BY_NATURE.has(alarm) && (of === "all" || isOfBreathing(alarm) === (of === "respiration")),
  );
}

function isOfBreathing(alarm: AlarmCode): boolean {
  return /breath|respiration/.test(alarm);
}
