import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { listDecoders, listHardwareDecoders } from "../frame/decoder-list.ts";
import { openVideoFile } from "../frame/video-file.ts";
import { createVideoWriter } from "../frame/video-writer.ts";

import { failure, fine, type Verdict } from "./doctor-finding.ts";

const SIDE_PX = 64;
const FRAMES = 10;
const RATE_HZ = 25;
/** What lossy coding may change of a plane of one grey, steps of 255. */
const TOLERANCE = 4;

/** Whether what cameras and recordings come in can be decoded. */
export function checkCodecs(): Verdict {
  const decoders = listDecoders();
  const names = (present: boolean) => decoders.filter((of) => of.present === present).map(({ codec }) => codec);
  const missing = names(false);
  if (missing.length === 0) return fine(`${names(true).join(", ")} can be decoded; ${hardwareWords()}`);
  return failure(`${missing.join(", ")} cannot be decoded`, "run npm ci again: the decoder package is damaged");
}

function hardwareWords(): string {
  const idle = new Set<string>();
  const hardware = listHardwareDecoders((device) => idle.add(device));
  const devices = [...new Set(hardware.map(({ device }) => device))];
  const useless = [...idle].filter((device) => !devices.includes(device));
  const of = useless.length === 0 ? "" : ` (${useless.join(", ")} can be opened, but decodes nothing)`;
  return `${workingWords(hardware, devices)}${of}`;
}

function workingWords(hardware: ReturnType<typeof listHardwareDecoders>, devices: readonly string[]): string {
  if (devices.length === 0) return "no device decodes in hardware";
  const codecs = (of: string) => hardware.filter(({ device }) => device === of).map(({ codec }) => codec);
  return devices.map((device) => `in hardware ${codecs(device).join(", ")} by ${device}`).join(", ");
}

/** Writes a video of known greys into a temporary folder and reads it back: encoder, container, decoder and time stamps. */
export function checkDecoder(): Verdict {
  const folder = mkdtempSync(join(tmpdir(), "afar-doctor-"));
  try {
    const path = join(folder, "greys.mp4");
    writeGreys(path);
    return readGreys(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const greyOf = (frame: number) => 60 + 12 * frame;

function writeGreys(path: string): void {
  const writer = createVideoWriter(path, {
    widthPx: SIDE_PX,
    heightPx: SIDE_PX,
    rateHz: RATE_HZ,
    codec: "h264",
    colour: { range: "limited", matrix: "bt601" },
  });
  try {
    const chroma = new Uint8Array((SIDE_PX / 2) ** 2).fill(128);
    for (let i = 0; i < FRAMES; i++) {
      const y = new Uint8Array(SIDE_PX ** 2).fill(greyOf(i));
      writer.write({ y, u: chroma, v: chroma }, (i * 1000) / RATE_HZ);
    }
    writer.close();
  } finally {
    writer.discard();
  }
}

function readGreys(path: string): Verdict {
  const remedy = "run npm ci again: the decoder package is damaged or does not fit this system";
  const source = openVideoFile(path, { threads: 1 });
  try {
    let frames = 0;
    for (let frame = source.next(); frame; frame = source.next()) {
      const [luma] = frame.channels;
      const middle = luma.data[luma.offset + (SIDE_PX / 2) * luma.strideBytes + (SIDE_PX / 2) * luma.stepBytes];
      const lateMs = Math.abs(frame.tMs - (frames * 1000) / RATE_HZ);
      if (Math.abs(middle - greyOf(frames)) > TOLERANCE || lateMs > 1) {
        return failure(`frame ${frames} came back as grey ${middle} at ${frame.tMs} ms`, remedy);
      }
      frames++;
    }
    if (frames !== FRAMES) return failure(`${frames} of ${FRAMES} frames came back`, remedy);
    return fine(`H.264 written and read back, ${frames} of ${FRAMES} frames right`);
  } finally {
    source.close();
  }
}
