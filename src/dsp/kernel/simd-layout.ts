import { binsOf, MOST_DISTURBANCES, type RegionPlan } from "./region-plan.ts";

export const LANES = 4;
/** Bytes of a number, of four lanes and of four lanes of complex numbers. */
export const NUMBER = 4;
export const VECTOR = 16;
const COMPLEX = 32;
/** Bytes of a number in float64. */
export const WIDE = 8;
const COLOUR = 48;

/** Places of series, in bytes: `group` ones from the start of a group on, `shared` ones from that of the memory. */
export interface SimdLayout {
  readonly groups: number;
  readonly groupBytes: number;
  readonly points: number;
  readonly ringMask: number;
  readonly historyMask: number;
  readonly group: {
    readonly colours: number;
    readonly projections: number;
    readonly history: number;
    readonly seenSamples: number;
    readonly incoming: number;
    readonly waves: number;
    readonly spectra: number;
    readonly unpacked: number;
    readonly powers: number;
    readonly results: number;
  };
  readonly shared: {
    readonly header: number;
    readonly bands: number;
    readonly taper: number;
    readonly middle: number;
    readonly forward: number;
    readonly tapered: number;
    readonly work: number;
    readonly twiddles: number;
    readonly untangling: number;
    readonly disturbances: number;
    readonly weights: number;
    readonly mixed: number;
  };
  readonly totalBytes: number;
}

/** Series a cache line apart. */
const ALIGNMENT = 64;
/** Nothing lies at the address 0. */
const FIRST = 1024;

/** Lays out a plan's memory: groups of four regions first, then what they share. */
export function layOut(plan: RegionPlan): SimdLayout {
  const { count } = binsOf(plan);
  const points = plan.fftSize / 2;
  const ring = powerOfTwoFrom(plan.projectionWindow);
  const history = powerOfTwoFrom(plan.capacity);
  const groups = Math.ceil(plan.regions / LANES);
  const inGroup = planPlaces(FIRST);
  const group = {
    colours: inGroup.place(ring * COLOUR),
    projections: inGroup.place(ring * COLOUR),
    history: inGroup.place(history * VECTOR),
    seenSamples: inGroup.place(VECTOR),
    incoming: inGroup.place(COLOUR + VECTOR),
    waves: inGroup.place(plan.capacity * VECTOR),
    spectra: inGroup.place(count * COMPLEX),
    unpacked: inGroup.place(LANES * 2 * count * WIDE),
    powers: inGroup.place(count * VECTOR),
    results: inGroup.place(5 * VECTOR),
  };
  const groupBytes = inGroup.end() - FIRST;
  const all = planPlaces(FIRST + groups * groupBytes);
  const shared = {
    header: all.place(64 * NUMBER),
    bands: all.place((plan.capacity / 2 + 1) * 3 * NUMBER),
    taper: all.place(plan.capacity * NUMBER),
    middle: all.place(9 * NUMBER),
    forward: all.place(plan.capacity * VECTOR),
    tapered: all.place(Math.max(plan.fftSize, plan.capacity) * VECTOR + VECTOR),
    work: all.place(points * COMPLEX),
    twiddles: all.place(points * 10 * NUMBER),
    untangling: all.place(count * 4 * NUMBER),
    disturbances: all.place(plan.capacity * MOST_DISTURBANCES * NUMBER),
    weights: all.place(groups * VECTOR),
    mixed: all.place(plan.capacity * WIDE),
  };
  return {
    groups,
    groupBytes,
    points,
    ringMask: ring - 1,
    historyMask: history - 1,
    group,
    shared,
    totalBytes: all.end(),
  };
}

function planPlaces(first: number) {
  let next = first;
  return {
    place(bytes: number): number {
      const place = next;
      next = Math.ceil((next + bytes) / ALIGNMENT) * ALIGNMENT;
      return place;
    },
    end: () => next,
  };
}

function powerOfTwoFrom(least: number): number {
  return 2 ** Math.ceil(Math.log2(least));
}
