import { AfarError } from "../../base/errors.ts";
import type { FrameSource } from "../../frame/frame-source.ts";
import { openHdf5 } from "../hdf5-file.ts";
import { isMatFile5, type MatArray, matArrays } from "../mat-file.ts";
import { ColumnMajorVideo, openPictureArray } from "../picture-array.ts";

/** What stands beside the video. */
export interface MmpdKnown {
  /** null: none in the file. */
  readonly waveform: readonly number[] | null;
  readonly labels: Readonly<Record<string, string>>;
}

/** One file of MMPD. */
export interface MmpdFile {
  known(): Promise<MmpdKnown>;
  video(rateHz: number): Promise<FrameSource>;
}

/** The data set's labels and how they are called here. */
const LABELS: Readonly<Record<string, string>> = { skin_color: "skinTone", light: "light", motion: "motion" };
const VIDEO = "video";
const WAVEFORM = "GT_ppg";

/** Chooses the reader by the file's own head. */
export async function openMmpd(path: string): Promise<MmpdFile> {
  return (await isMatFile5(path)) ? version5(path) : version73(path);
}

function version5(path: string): MmpdFile {
  return {
    async known() {
      let waveform: number[] | null = null;
      const labels: Record<string, string> = {};
      for await (const array of matArrays(path)) {
        if (array.name === WAVEFORM) waveform = await valuesOf(array);
        const label = LABELS[array.name];
        if (label !== undefined) labels[label] = labelOf(await valuesOf(array), array.isText);
      }
      return { waveform, labels };
    },
    async video(rateHz) {
      for await (const array of matArrays(path)) {
        if (array.name !== VIDEO) continue;
        // Awaited here: leaving the loop ends the stream.
        return await collected(path, rateHz, array.shape, array.isByte, async (video) => {
          for await (const values of array.values()) video.push(values);
        });
      }
      throw noVideo(path);
    },
  };
}

/** MATLAB writes the axes of its arrays to HDF5 in reverse, so the order of storage is the same as in version 5. */
function version73(path: string): MmpdFile {
  return {
    async known() {
      const file = await openHdf5(path);
      try {
        const waveform = file.numbers(WAVEFORM)?.all() ?? null;
        const labels = Object.entries(LABELS).flatMap(([name, label]) => {
          const isNumber = name === "skin_color";
          const value = isNumber ? file.numbers(name)?.all()[0]?.toString() : file.text(name);
          return value === undefined || value === null ? [] : [[label, value]];
        });
        return { waveform: waveform && [...waveform], labels: Object.fromEntries(labels) };
      } finally {
        file.close();
      }
    },
    async video(rateHz) {
      const file = await openHdf5(path);
      try {
        const stored = file.numbers(VIDEO);
        if (stored === null) throw noVideo(path);
        const isByte = /^[<>|]?[bB]/.test(stored.type);
        return await collected(path, rateHz, stored.shape.toReversed(), isByte, async (video) => {
          const [channels, widthPx] = stored.shape;
          for (let channel = 0; channel < channels; channel++) {
            for (let x = 0; x < widthPx; x++) video.push(stored.part(channel, x));
          }
        });
      } finally {
        file.close();
      }
    },
  };
}

async function collected(
  path: string,
  rateHz: number,
  shape: readonly number[],
  isByte: boolean,
  fill: (video: ColumnMajorVideo) => Promise<void>,
): Promise<FrameSource> {
  try {
    const video = new ColumnMajorVideo(shape, isByte ? 1 : 255);
    await fill(video);
    return openPictureArray(video.pictures(rateHz));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const expected = "frames x height x width x 3 values";
    throw new AfarError("FILE_UNREADABLE", `${path} must hold a video of ${expected} and does not: copy it again.`, {
      cause,
    });
  }
}

async function valuesOf(array: MatArray): Promise<number[]> {
  const parts: number[] = [];
  for await (const values of array.values()) parts.push(...values);
  return parts;
}

function labelOf(values: readonly number[], isText: boolean): string {
  return isText ? String.fromCharCode(...values) : String(values[0]);
}

function noVideo(path: string): AfarError {
  return new AfarError("NO_VIDEO", `${path} holds no array named video: copy the data set again.`);
}
