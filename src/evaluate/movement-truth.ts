/** Start and end, ms. */
export type TruthInterval = readonly [fromMs: number, toMs: number];

/** What a face can be seen to do for a while; sides are the patient's own. */
export type MovementState =
  | "mouth open"
  | "eyes closed"
  | "right eye closed"
  | "left eye closed"
  | "brow raised"
  | "brow lowered"
  | "grimace"
  | "smile left"
  | "smile right";

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
  /** Both eyes, without blinks. */
  readonly eyesClosedMs: readonly TruthInterval[] | null;
  readonly oneEyeClosed: readonly SidedInterval[] | null;
  readonly mouthOpenMs: readonly TruthInterval[] | null;
  /** Wide open, read off the frames by eye: how far it is open in between, nobody says. */
  readonly mouthWideOpenMs: readonly TruthInterval[] | null;
  readonly mouthClosedMs: readonly TruthInterval[] | null;
  readonly headTurnMs: readonly TruthInterval[] | null;
  readonly smallerFaceMs: readonly TruthInterval[] | null;
  readonly grimaceMs: readonly TruthInterval[] | null;
  readonly browRaised: readonly SidedInterval[] | null;
  readonly browLowered: readonly SidedInterval[] | null;
  readonly smiles: readonly SidedInterval[] | null;
}

/** When one or both sides of the face do something; sides are the patient's own. */
export interface SidedInterval {
  readonly intervalMs: TruthInterval;
  readonly side: "left" | "right" | "both";
}

/**
 * Puts what the keys say together; null where they say nothing. Where a file tells when a mouth was closed, it tells it of
 * those times alone, and a head that turns or a face that grows smaller does not open the mouth.
 */
export function movementTruthOf(keys: MovementKeys): MovementTruth | null {
  const states = [
    ...mouthOf(keys),
    ...wheneverOf("eyes closed", keys.eyesClosedMs),
    ...(["right", "left"] as const).flatMap((side) => {
      if (keys.oneEyeClosed === null) return [];
      return wheneverOf(`${side} eye closed`, [...(keys.eyesClosedMs ?? []), ...ofSide(keys.oneEyeClosed, side)]);
    }),
    ...wheneverOf("brow raised", keys.browRaised?.map(({ intervalMs }) => intervalMs) ?? null),
    ...wheneverOf("brow lowered", keys.browLowered?.map(({ intervalMs }) => intervalMs) ?? null),
    ...wheneverOf("grimace", keys.grimaceMs),
    ...(["left", "right"] as const).flatMap((side) =>
      wheneverOf(`smile ${side}`, keys.smiles && ofSide(keys.smiles, side)),
    ),
  ];
  return states.length === 0 && keys.blinksMs === null ? null : { blinksMs: keys.blinksMs, states };
}

function mouthOf(keys: MovementKeys): StateTruth[] {
  const open = keys.mouthOpenMs ?? keys.mouthWideOpenMs;
  if (open === null && keys.mouthClosedMs === null) return [];
  const closed = [keys.mouthClosedMs, keys.headTurnMs, keys.smallerFaceMs].flatMap((list) => list ?? []);
  const everywhere = keys.mouthOpenMs !== null && keys.mouthClosedMs === null;
  return [{ state: "mouth open", activeMs: open ?? [], inactiveMs: everywhere ? null : closed }];
}

/** A state of which it is known throughout whether it holds. */
function wheneverOf(state: MovementState, activeMs: readonly TruthInterval[] | null): StateTruth[] {
  return activeMs === null ? [] : [{ state, activeMs, inactiveMs: null }];
}

function ofSide(sided: readonly SidedInterval[], side: SidedInterval["side"]): TruthInterval[] {
  return sided.filter((each) => each.side === side).map(({ intervalMs }) => intervalMs);
}
