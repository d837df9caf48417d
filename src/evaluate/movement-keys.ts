import type { MovementKeys, SidedInterval, TruthInterval } from "./movement-truth.ts";

type Fields = Readonly<Record<string, unknown>>;
/** Makes the error that says what a key must be. */
type Wrong = (key: string, expected: string) => Error;

const SIDES: readonly unknown[] = ["left", "right", "both"] satisfies SidedInterval["side"][];

/** The keys of a truth file that speak of movement; a missing one is null. Throws what `wrong` makes. */
export function movementKeysOf(fields: Fields, wrong: Wrong): MovementKeys {
  const intervals = (key: string) =>
    listOf(fields, key, intervalOf, "a list of [start, end] in ms, each rising", wrong);
  const sided = (key: string) =>
    listOf(fields, key, sidedOf, "a list of {fromMs, toMs, side: left, right or both}", wrong);
  return {
    blinksMs: listOf(fields, "blinksMs", timeOf, "a list of times in ms", wrong)?.toSorted((a, b) => a - b) ?? null,
    eyesClosedMs: intervals("eyesClosedMs"),
    mouthOpenMs: intervals("mouthOpenMs"),
    mouthWideOpenMs: intervals("mouthWideOpenMs"),
    mouthClosedMs: intervals("mouthClosedMs"),
    headTurnMs: intervals("headTurnMs"),
    smallerFaceMs: intervals("smallerFaceMs"),
    grimaceMs: intervals("grimaceMs"),
    oneEyeClosed: sided("oneEyeClosedMs"),
    browRaised: sided("browRaisedMs"),
    browLowered: sided("browLoweredMs"),
    smiles: sided("smileMs"),
  };
}

function listOf<Item>(
  fields: Fields,
  key: string,
  itemOf: (value: unknown) => Item | null,
  expected: string,
  wrong: Wrong,
): Item[] | null {
  const value = fields[key];
  if (value === undefined || value === null) return null;
  const items = Array.isArray(value) ? value.map(itemOf) : [null];
  if (!items.every((item): item is Item => item !== null)) throw wrong(key, expected);
  return items;
}

function timeOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function intervalOf(value: unknown): TruthInterval | null {
  const [fromMs, toMs] = Array.isArray(value) && value.length === 2 ? value.map(timeOf) : [null, null];
  return fromMs === null || toMs === null || toMs <= fromMs ? null : [fromMs, toMs];
}

function sidedOf(value: unknown): SidedInterval | null {
  const { fromMs, toMs, side } = (typeof value === "object" && value !== null ? value : {}) as Fields;
  const intervalMs = intervalOf([fromMs, toMs]);
  return intervalMs === null || !SIDES.includes(side) ? null : { intervalMs, side: side as SidedInterval["side"] };
}
