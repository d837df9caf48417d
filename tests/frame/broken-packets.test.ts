import { describe, expect, test } from "vitest";

import { planBrokenPackets, RENEWED_MS } from "../../src/frame/broken-packets.ts";

const INTERVAL_MS = 40;

/**
 * Packets in the order of decoding, each by its place in the order of showing; K is a keyframe, and ! stands before the packet
 * whose read told of a loss. Returns the places of those that cannot be trusted.
 */
function broken(packets: string, intervalMs = INTERVAL_MS): number[] {
  const plan = planBrokenPackets();
  const read = packets.split(" ").map((word) => ({
    pts: BigInt(word.replace(/[!K]/g, "")),
    isKey: word.includes("K"),
    missed: word.includes("!"),
  }));
  read.forEach((packet, n) => {
    plan.step(packet, packet.missed, n * intervalMs);
  });
  return read.flatMap(({ pts }) => (plan.take(pts) ? [Number(pts)] : [])).sort((a, b) => a - b);
}

describe("packets around a loss", () => {
  test("are trusted where nothing was lost", () => {
    expect(broken("0K 1 2 3K 4")).toEqual([]);
  });

  test("are broken from the read that told of it to the next keyframe", () => {
    expect(broken("0K 1 !2 3 4 5K 6")).toEqual([2, 3, 4]);
  });

  test("are broken to the second keyframe where the first may be the one that lacks a piece", () => {
    expect(broken("0K 1 !2K 3 4K 5")).toEqual([2, 3]);
    expect(broken("0K 1 !2 3K 4 5K 6")).toEqual([2, 3, 4]);
  });

  test("are broken in the order of decoding: what is shown before the picture that was hit may build on it", () => {
    expect(broken("0K !3 1 2 6 4 5 7K")).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("are broken behind a keyframe that they are shown before", () => {
    expect(broken("0K !3 1 2 6K 4 5 9 7 8")).toEqual([1, 2, 3, 4, 5]);
  });

  test("are trusted again without a keyframe once the whole picture has been renewed", () => {
    const seconds = (RENEWED_MS + 4000) / 1000;
    const packets = Array.from({ length: seconds }, (_, n) => (n === 1 ? "!1" : `${n}`)).join(" ");
    expect(broken(packets, 1000)).toEqual(Array.from({ length: RENEWED_MS / 1000 + 2 }, (_, n) => n + 1));
  });

  test("are not kept where no picture ever comes of them", () => {
    const plan = planBrokenPackets();
    for (let n = 0; n < 1000; n++) plan.step({ pts: BigInt(n), isKey: false }, true, n);
    const kept = Array.from({ length: 1000 }, (_, n) => plan.take(BigInt(n))).filter((isBroken) => isBroken);
    expect(kept.length).toBeLessThan(100);
  });
});
