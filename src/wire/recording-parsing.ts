import { Value } from "typebox/value";

import { KeptRecording } from "./recording.ts";

/** The recordings that a station has kept; empty for anything else. */
export function parseKeptRecordings(value: unknown): KeptRecording[] {
  return Array.isArray(value) ? value.filter((entry) => Value.Check(KeptRecording, entry)) : [];
}
