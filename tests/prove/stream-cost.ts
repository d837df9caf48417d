import { WebSocket } from "ws";

import { decodeFrame, isSampled } from "../../src/wire/wave-frame.ts";

/** What the waves and the movement of a station cost a reader, each a second. */
export interface StreamCost {
  readonly messagesPerS: number;
  readonly framesPerS: number;
  readonly kilobytesPerS: number;
  readonly readMsPerS: number;
}

/** Each frame is read so often that the time is far above the clock's step. */
const READINGS = 20;

/** Listens for `seconds` to the live part of the stream, then reads all that came over and over. */
export async function measureStream(port: number, query: string, seconds: number): Promise<StreamCost> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/stream${query}`, { origin: `http://127.0.0.1:${port}` });
  const frames: (string | Buffer)[] = [];
  let liveMs: number | null = null;
  socket.on("message", (data: Buffer, isBinary) => {
    const frame = isBinary ? data : String(data);
    if (liveMs !== null && read(frame).length > 0) frames.push(frame);
    if (typeof frame === "string" && frame.startsWith('{"kind":"tick"')) liveMs ??= performance.now();
  });
  await new Promise((done) => setTimeout(done, 1000 * seconds));
  socket.close();
  const passedS = (performance.now() - (liveMs ?? Number.NaN)) / 1000;
  let messages = 0;
  const before = process.cpuUsage();
  for (let i = 0; i < READINGS; i += 1) for (const frame of frames) messages += read(frame).length;
  const { user, system } = process.cpuUsage(before);
  return {
    messagesPerS: messages / READINGS / passedS,
    framesPerS: frames.length / passedS,
    kilobytesPerS: frames.reduce((sum, { length }) => sum + length, 0) / 1000 / passedS,
    readMsPerS: (user + system) / 1000 / READINGS / passedS,
  };
}

/** The waves and movements of a frame, as a page reads them. */
function read(frame: string | Buffer): readonly unknown[] {
  if (typeof frame !== "string") return decodeFrame(frame) ?? [];
  const message = JSON.parse(frame);
  return isSampled(message) ? [message] : [];
}
