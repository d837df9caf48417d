import { createRoot, createSignal } from "solid-js";

/** Whether the second depth of the evidence is open on this screen. */
export const [evidenceOpen, setEvidenceOpen] = createRoot(() => createSignal(false));
