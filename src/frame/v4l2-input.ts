import type { Note } from "../base/note.ts";
import { noteOf } from "../wire/note-codes.ts";

import type { CameraAddress, ModeWish } from "./camera-address.ts";
import type { CameraClock } from "./camera-source.ts";
import { type InputTarget, openFfmpegInput } from "./ffmpeg-input.ts";
import type { LiveInput } from "./live-input.ts";
import { holdExposure, letFlickerBeFound } from "./v4l2-exposure.ts";
import { chooseMode, ffmpegPixelFormat, readModes } from "./v4l2-mode.ts";
import { V4L2_CTL, type V4l2Tool } from "./v4l2-tool.ts";

/** The camera's own automatic has found the light by then; later changes of it would be mistaken for the patient's. */
const SETTLE_MS = 2_000;

/** By what of the box a V4L2 camera is reached. */
export interface V4l2Access {
  readonly tool: V4l2Tool;
  /** Opens the device as FFmpeg's input of this format and these options. Throws CameraLoss. */
  readonly open: (target: InputTarget, nowMs: () => number, signal: AbortSignal) => Promise<LiveInput>;
}

export const BOX_V4L2: V4l2Access = { tool: V4L2_CTL, open: openFfmpegInput };

/** Opens a V4L2 camera, and holds its exposure once that has settled. Throws CameraLoss. */
export async function openV4l2Input(
  { device, wish, locksExposure, decodesInHardware }: Extract<CameraAddress, { kind: "v4l2" }>,
  { tool, open }: V4l2Access,
  clock: CameraClock,
  signal: AbortSignal,
): Promise<LiveInput> {
  const { options, warning, notes } = await modeOptions(tool, device, wish);
  const target = {
    url: device,
    format: "v4l2",
    options,
    stamps: "source",
    isPolled: true,
    decodesInHardware,
    warning,
    notes,
  } as const;
  // The camera's automatic is still to find an exposure in which lamps do not flicker.
  if (locksExposure) await letFlickerBeFound(tool, device);
  const input = await open(target, clock.nowMs, signal);
  const ended = new AbortController();
  let told = input.warning;
  let toldNotes = input.notes ?? [];
  if (locksExposure) {
    void clock.sleep(SETTLE_MS, ended.signal).then(async () => {
      if (ended.signal.aborted) return;
      const heldNotes: Note[] = [];
      const said = await holdExposure(tool, device, heldNotes);
      toldNotes = [...toldNotes, ...heldNotes];
      told = [input.warning, said].filter((sentence) => sentence !== "").join(" ");
    });
  }
  return {
    get warning() {
      return told;
    },
    get notes() {
      return toldNotes;
    },
    stamps: input.stamps,
    read: () => input.read(),
    interrupt: () => input.interrupt(),
    close() {
      ended.abort();
      return input.close();
    },
  };
}

/** FFmpeg's options for the mode, and what of the wish the camera does not do. */
async function modeOptions(tool: V4l2Tool, device: string, wish: ModeWish) {
  const listed = await tool(device, ["--list-formats-ext"]);
  const mode = "output" in listed ? chooseMode(readModes(listed.output, wish), wish) : null;
  const options: Record<string, string> = {};
  const widthPx = mode?.widthPx ?? wish.widthPx;
  const heightPx = mode?.heightPx ?? wish.heightPx;
  const rateHz = mode?.rateHz ?? wish.rateHz;
  const format = mode?.pixelFormat ?? wish.pixelFormat;
  if (widthPx !== null && heightPx !== null) options.video_size = `${widthPx}x${heightPx}`;
  if (rateHz !== null) options.framerate = String(rateHz);
  if (format !== null) options.input_format = ffmpegPixelFormat(format) ?? format;
  return { options, ...(mode === null || isMet(mode, wish) ? { warning: "", notes: [] } : unmetWish(mode)) };
}

type Mode = NonNullable<ReturnType<typeof chooseMode>>;

function isMet({ widthPx, heightPx, rateHz, pixelFormat }: Mode, wish: ModeWish): boolean {
  return (
    (wish.widthPx ?? widthPx) === widthPx &&
    (wish.heightPx ?? heightPx) === heightPx &&
    Math.abs((wish.rateHz ?? rateHz) - rateHz) < 0.1 &&
    (wish.pixelFormat === null || ffmpegPixelFormat(wish.pixelFormat) === ffmpegPixelFormat(pixelFormat))
  );
}

function unmetWish({ widthPx, heightPx, rateHz, pixelFormat }: Mode) {
  return {
    warning: `The camera does not offer what was asked for: it sends ${widthPx} x ${heightPx} pixels of ${pixelFormat} at ${rateHz} a second.`,
    notes: [noteOf("mode-unmet", { widthPx, heightPx, format: pixelFormat, rateHz })],
  };
}
