import type { ChestChannel } from "./chest-cells.ts";
import type { CellPlace } from "./chest-place.ts";

/** Of the cells of the room, the stillest half: curtains and people are in the other. */
const STILL_SHARE_OF_ROOM = 0.5;
/** Where no room is known, the stillest tenth of all cells stands for it. */
const STILL_SHARE_OF_VIEW = 0.1;
/** Fewer cells than this do not stand for the room. */
const MIN_CELLS = 4;

/** A cell that stands for the room, by its weight. */
export interface StillCell {
  readonly cell: number;
  readonly weight: number;
}

/** What the camera does along one axis, and the cells that show it. */
export interface CommonMotion {
  /** Float64Array [length]: px, less its mean. */
  readonly path: Float64Array;
  readonly still: readonly StillCell[];
}

/**
 * Movement that even the stillest cells make: what the camera does.
 *
 * Whatever moves in the room adds to the camera's movement, so the stillest cells that are seen well show it best. Where
 * all of the view is the patient, the stillest tenth takes a part of the breathing with it, never all of it.
 *
 * `channels`: one axis of every cell; `length`: samples. All 0 where too few cells are seen. Allocates.
 */
export function commonMotion(
  channels: readonly ChestChannel[],
  places: readonly CellPlace[] | null,
  length: number,
): CommonMotion {
  const room = places ? channels.filter((c) => places[c.cell] === "room") : [];
  const ofRoom = stillest(room, STILL_SHARE_OF_ROOM, length);
  const ofView = stillest(channels, STILL_SHARE_OF_VIEW, length);
  // A camera that moves moves everything: where the view holds something stiller than the room, a curtain stands for the room.
  const chosen = ofRoom && (!ofView || spread(ofRoom.path) <= spread(ofView.path)) ? ofRoom : ofView;
  return chosen ?? { path: new Float64Array(length), still: [] };
}

/** The same by the cells that showed it before. */
export function motionOf(
  channels: readonly ChestChannel[],
  before: readonly StillCell[],
  length: number,
): CommonMotion {
  const cells = new Set(before.map(({ cell }) => cell));
  const left = channels.filter(({ cell }) => cells.has(cell));
  return left.length === 0 ? { path: new Float64Array(length), still: [] } : meanMotion(left, length);
}

/** What the stillest share of some cells does together; null where they are too few. */
function stillest(among: readonly ChestChannel[], share: number, length: number): CommonMotion | null {
  const count = Math.floor(among.length * share);
  if (count < MIN_CELLS) return null;
  const byStillness = [...among].sort((a, b) => a.spreadPx + a.sdPx - (b.spreadPx + b.sdPx));
  return meanMotion(byStillness.slice(0, count), length);
}

function meanMotion(channels: readonly ChestChannel[], length: number): CommonMotion {
  const path = new Float64Array(length);
  let weights = 0;
  for (const { sdPx, meanPx, raw } of channels) {
    const weight = 1 / sdPx ** 2;
    weights += weight;
    for (let i = 0; i < length; i++) path[i] += weight * (raw[i] - meanPx);
  }
  for (let i = 0; i < length; i++) path[i] /= weights;
  return { path, still: channels.map(({ cell, sdPx }) => ({ cell, weight: 1 / sdPx ** 2 })) };
}

/** Standard deviation of a path without a mean. */
function spread(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum / values.length);
}
