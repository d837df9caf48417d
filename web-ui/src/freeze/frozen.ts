import { createRoot, createSignal } from "solid-js";

/** Nobody looks at the same stretch for longer: the waves then go on by themselves. */
export const LONGEST_FREEZE_MS = 120_000;

/** When the waves of this screen were frozen, ms since 1970 by the station's clock; null while they go on. */
export const [frozenAtMs, setFrozenAtMs] = createRoot(() => createSignal<number | null>(null));
