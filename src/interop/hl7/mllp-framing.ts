const START = 0x0b;
const END = 0x1c;
const RETURN = 0x0d;

/** Answers are short: more than this is not one. */
const LONGEST_FRAME_BYTES = 64 * 1024;

/** A message as it goes over MLLP: UTF-8 between a start and an end mark. Allocates. */
export function mllpFrame(text: string): Buffer {
  return Buffer.concat([Buffer.from([START]), Buffer.from(text, "utf8"), Buffer.from([END, RETURN])]);
}

/** Takes bytes as they come and gives whole messages. What stands between frames is left out. */
export interface MllpReader {
  /**
   * Texts of the frames that these bytes complete, in their order; null where a frame is longer than it may be: the peer cannot
   * be understood any more, and every further call gives null. Keeps at most `longestBytes`. Allocates.
   */
  push(chunk: Uint8Array): string[] | null;
}

export function planMllpReader(longestBytes = LONGEST_FRAME_BYTES): MllpReader {
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  let isInside = false;
  let isLost = false;

  function keep(piece: Uint8Array): void {
    if (piece.length === 0) return;
    keptBytes += piece.length;
    // A copy: the socket may use its bytes again.
    if (keptBytes <= longestBytes) kept.push(Uint8Array.from(piece));
    else isLost = true;
  }

  function begin(): void {
    kept = [];
    keptBytes = 0;
    isInside = true;
  }

  return {
    push(chunk) {
      const texts: string[] = [];
      let from = 0;
      for (let at = 0; at < chunk.length && !isLost; at++) {
        const byte = chunk[at];
        if (byte === START) {
          // A start within a frame: the peer gave the one before up.
          begin();
          from = at + 1;
        } else if (byte === END && isInside) {
          keep(chunk.subarray(from, at));
          if (!isLost) texts.push(Buffer.concat(kept).toString("utf8"));
          isInside = false;
          kept = [];
          keptBytes = 0;
        }
      }
      if (isInside && !isLost) keep(chunk.subarray(from));
      if (!isLost) return texts;
      kept = [];
      return null;
    },
  };
}
