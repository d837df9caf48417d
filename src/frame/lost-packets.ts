import "./quiet-ffmpeg.ts";

import { AV_LOG_QUIET, AV_LOG_WARNING } from "node-av/constants";
import { Log } from "node-av/lib";

/** What FFmpeg's RTP depacketizer logs when it goes on after a gap in the sequence numbers. */
const MISSED = /^RTP: missed \d+ packets/;

const listeners = new Set<() => void>();

function hear(_level: number, message: string): void {
  if (MISSED.test(message)) for (const listener of listeners) listener();
}

/**
 * Calls `onMissed` whenever FFmpeg has missed packets of RTP, until the returned function is called. FFmpeg tells of them in
 * its log alone, which belongs to the process: where it has several connections, each hears of the losses of all. A read that
 * went on after a gap ends before its loss is heard: `lossesHeard()` waits for that.
 */
export function listenForMissedPackets(onMissed: () => void): () => void {
  listeners.add(onMissed);
  if (listeners.size === 1) {
    Log.setCallback(hear, { maxLevel: AV_LOG_WARNING });
    Log.setLevel(AV_LOG_WARNING);
  }
  return () => {
    if (!listeners.delete(onMissed) || listeners.size > 0) return;
    Log.setLevel(AV_LOG_QUIET);
    Log.resetCallback();
  };
}

/**
 * Resolves when all that FFmpeg's threads had logged before has been heard. Messages and ends of reads wake the event loop by
 * handles of their own, in any order within a turn, and a message that was sent before the end of a read is there one turn
 * later at the latest.
 */
export async function lossesHeard(): Promise<void> {
  await new Promise((turned) => setImmediate(turned));
  await new Promise((turned) => setImmediate(turned));
}
