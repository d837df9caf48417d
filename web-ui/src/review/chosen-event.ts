import { createRoot, createSignal } from "solid-js";

/** Identity of the alarm that the review shows, across a change of the view; null: the newest. */
export const [chosenEvent, chooseEvent] = createRoot(() => createSignal<string | null>(null));
