/**
 * A gap is told with the read that goes on after it. What that read returns may be the packet before the gap, since the parser
 * holds one back until the next begins: so this one and the one after it may lack a piece.
 */
const SUSPECT_PACKETS = 2;
/**
 * A codec that never sends a keyframe has renewed the whole picture by then. Longer than the keyframes of a common camera are
 * apart: 400 pictures at 15 Hz.
 */
export const RENEWED_MS = 27_000;
/** No decoder holds so many pictures back. */
const MOST_HELD = 64;

export interface BrokenPackets {
  /** The next packet in order of decoding; `missed`: something was lost on the way since the last one. */
  step(packet: { readonly pts: bigint; readonly isKey: boolean }, missed: boolean, arrivalMs: number): void;
  /** Whether the picture of this stamp came from a broken packet. Asked once for each picture. */
  take(pts: bigint): boolean;
}

/**
 * Plans which packets cannot be trusted after a loss: all from the gap to the next whole keyframe, in the order of decoding,
 * and those behind it that are shown before it. A decoder that lacks a whole picture builds on an older one, and says nothing.
 */
export function planBrokenPackets(): BrokenPackets {
  let suspects = 0;
  let brokenAtMs: number | null = null;
  let keyPts: bigint | null = null;
  const broken = new Set<bigint>();
  return {
    step({ pts, isKey }, missed, arrivalMs) {
      if (missed) suspects = SUSPECT_PACKETS;
      if (suspects > 0) {
        suspects--;
        brokenAtMs = arrivalMs;
        keyPts = null;
      } else if (brokenAtMs !== null && (isKey || arrivalMs - brokenAtMs > RENEWED_MS)) {
        brokenAtMs = null;
        keyPts = pts;
      }
      if (keyPts !== null && pts > keyPts) keyPts = null;
      if (brokenAtMs === null && (keyPts === null || pts === keyPts)) return;
      broken.add(pts);
      for (const oldest of broken) {
        if (broken.size <= MOST_HELD) break;
        broken.delete(oldest);
      }
    },
    take: (pts) => broken.delete(pts),
  };
}
