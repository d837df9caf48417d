/** Start and end, ms. */
export type TruthInterval = readonly [fromMs: number, toMs: number];

/** What a face can be seen to do for a while; sides are the patient's own. */
export type MovementState = "mouth open" | "eyes closed" | "grimace" | "smile left" | "smile right";

/** When a face is in a state, and when it is not. */
export interface StateTruth {
  readonly state: MovementState;
  readonly activeMs: readonly TruthInterval[];
  /** When it surely is not; null: whenever it is not active. */
  readonly inactiveMs: readonly TruthInterval[] | null;
}

/** What is known of a face's movement in a recording. */
export interface MovementTruth {
  /** Times of the blinks, rising, ms; null: unknown. */
  readonly blinksMs: readonly number[] | null;
  /** One for each state of which anything is known. */
  readonly states: readonly StateTruth[];
}

/** What the keys of a truth file say of movement: intervals in ms, each key null where it is absent. */
export interface MovementKeys {
  readonly blinksMs: readonly number[] | null;
  readonly eyesClosedMs: readonly TruthInterval[] | null;
  readonly mouthOpenMs: readonly TruthInterval[] | null;
  /** Wide open, read off the frames by eye: how far it is open in between, nobody says. */
  readonly mouthWideOpenMs: readonly TruthInterval[] | null;
  readonly mouthClosedMs: readonly TruthInterval[] | null;
  readonly headTurnMs: readonly TruthInterval[] | null;
  readonly smallerFaceMs: readonly TruthInterval[] | null;
  readonly grimaceMs: readonly TruthInterval[] | null;
  readonly smiles: readonly SmileTruth[] | null;
}

export interface SmileTruth {
  readonly intervalMs: TruthInterval;
  readonly side: "left" | "right" | "both";
}

/**
 * Puts what the keys say together; null where they say nothing. Where a file tells when a mouth was closed, it tells it of
 * those times alone, and a head that turns or a face that grows smaller does not open the mouth.
 */
export function movementTruthOf(keys: MovementKeys): MovementTruth | null {
  const states: StateTruth[] = [];
  const open = keys.mouthOpenMs ?? keys.mouthWideOpenMs;
  const doubtful = keys.mouthOpenMs === null || keys.mouthClosedMs !== null;
  const closed = [keys.mouthClosedMs, keys.headTurnMs, keys.smallerFaceMs].flatMap((list) => list ?? []);
  if (open !== null || keys.mouthClosedMs !== null) {
    states.push({ state: "mouth open", activeMs: open ?? [], inactiveMs: doubtful ? closed : null });
  }
  if (keys.eyesClosedMs !== null) {
    states.push({ state: "eyes closed", activeMs: keys.eyesClosedMs, inactiveMs: null });
  }
  if (keys.grimaceMs !== null) states.push({ state: "grimace", activeMs: keys.grimaceMs, inactiveMs: null });
  for (const side of ["left", "right"] as const) {
    if (keys.smiles === null) continue;
    const activeMs = keys.smiles.filter((smile) => smile.side === side).map(({ intervalMs }) => intervalMs);
    states.push({ state: `smile ${side}`, activeMs, inactiveMs: null });
  }
  return states.length === 0 && keys.blinksMs === null ? null : { blinksMs: keys.blinksMs, states };
}
