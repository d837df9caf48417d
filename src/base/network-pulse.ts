/** What a learned network said of the pulse at one frame. */
export interface NetworkPulse {
  /** Name of the network. */
  readonly name: string;
  /** Rates that it was made for, /min: beyond them it says nothing. */
  readonly bandBpm: readonly [number, number];
  /** Its pulse wave since the frame before, any unit, oldest first; none where it has not answered. Times as those of frames. */
  readonly samples: readonly NetworkSample[];
  /** Why it says nothing, one sentence; null while it runs. */
  readonly note: string | null;
}

/** One value of a network's pulse wave and the time it belongs to. */
export interface NetworkSample {
  readonly tMs: number;
  readonly bvp: number;
}
