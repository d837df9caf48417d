import { AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_MJPEG, AV_CODEC_ID_MPEG4 } from "node-av/constants";
import { Codec, type Frame as Picture } from "node-av/lib";
import { describe, expect, test } from "vitest";

import { listHardwareDecoders } from "../../src/frame/decoder-list.ts";
import { decodesByItself, type TriedDevice } from "../../src/frame/hardware-trial.ts";

function decoderOf(id: Parameters<typeof Codec.findDecoder>[0]): Codec {
  const decoder = Codec.findDecoder(id);
  if (!decoder) throw new Error("this build of FFmpeg lacks the codec");
  return decoder;
}

/** Hands over what `change` makes of a copy, as a device does whose pictures lie in a memory of its own. */
function deviceWith(change: (picture: Picture) => Picture | null): TriedDevice {
  return {
    use: () => undefined,
    fetch(picture) {
      const copy = picture.clone();
      picture.free();
      if (!copy) throw new Error("no copy");
      const fetched = change(copy);
      if (fetched === null) copy.free();
      return fetched;
    },
  };
}

function darkened(picture: Picture): Picture {
  picture.makeWritable();
  picture.data?.[0].fill(16);
  return picture;
}

describe("a device decodes in hardware", () => {
  test.each([
    ["H.264", AV_CODEC_ID_H264],
    ["H.265", AV_CODEC_ID_HEVC],
    ["MJPEG", AV_CODEC_ID_MJPEG],
  ])("where it hands over each picture of a trial in %s, right", (_name, id) => {
    expect(
      decodesByItself(
        decoderOf(id),
        deviceWith((picture) => picture),
      ),
    ).toBe(true);
  });

  test("not where the processor decodes in its place", () => {
    const idle: TriedDevice = { use: () => undefined, fetch: (picture) => picture };
    expect(decodesByItself(decoderOf(AV_CODEC_ID_H264), idle)).toBe(false);
  });

  test("not where it hands over nothing, or something else", () => {
    expect(
      decodesByItself(
        decoderOf(AV_CODEC_ID_H264),
        deviceWith(() => null),
      ),
    ).toBe(false);
    expect(decodesByItself(decoderOf(AV_CODEC_ID_H264), deviceWith(darkened))).toBe(false);
  });

  test("not where no trial can be encoded", () => {
    expect(
      decodesByItself(
        decoderOf(AV_CODEC_ID_MPEG4),
        deviceWith((picture) => picture),
      ),
    ).toBe(false);
  });

  test("and one that only opens is not among those that do", () => {
    const idle: string[] = [];
    const working = listHardwareDecoders((device) => idle.push(device)).map(
      ({ codec, device }) => `${codec} ${device}`,
    );
    expect(new Set(working).size).toBe(working.length);
    // A box may have both, but a device that failed a codec is not named for it: each codec has one device at most.
    expect(new Set(working.map((each) => each.split(" ")[0])).size).toBe(working.length);
  });
});
