import type { NetworkSample } from "../base/network-pulse.ts";

/** A network as pictures in and a pulse wave out. */
export interface NetworkRunner {
  /**
   * Takes the picture of one frame, Float32Array [rows, columns, 3], R, G, B 0..1, only read, and returns the samples that it
   * completes, oldest first: none, one, or as many as a window moves on. A sample is not a number where the network's answer is none.
   * Throws Error where the network fails. Calls must not overlap.
   */
  run(tMs: number, picture: Float32Array): Promise<NetworkSample[]>;
  /** Begins anew, as before the first frame. */
  reset(): void;
}

/** Pictures further apart are no continuation, ms. */
export const LONGEST_STEP_MS = 1000;
