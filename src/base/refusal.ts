/** Why a region's colour is not used, by code; index 0 means that it is. */
export const REFUSALS = ["none", "outside", "small", "clipped", "not-skin", "left-out"] as const;

export type Refusal = (typeof REFUSALS)[number];

/** Code of a refusal, for arrays of bytes. */
export function refusalCode(refusal: Refusal): number {
  return REFUSALS.indexOf(refusal);
}
