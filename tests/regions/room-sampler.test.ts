import { describe, expect, test } from "vitest";

import type { FaceLandmarks } from "../../src/base/landmarks.ts";
import { sampleRoom } from "../../src/regions/room-sampler.ts";

import { gridFace, madeFrame, type Picture, RGB, YUV } from "./made-frames.ts";

const WIDTH = 320;
const HEIGHT = 240;
const ROOM = [30, 160, 90] as const;
const PATIENT = [200, 120, 100] as const;

/** A face of `widthPx` whose forehead (10) and chin (152) lie at the given places. */
function faceBetween(top: readonly [number, number], chin: readonly [number, number], widthPx: number): FaceLandmarks {
  const face = gridFace(0, 0, widthPx / 6);
  face.points.set([...top, 0], 10 * 3);
  face.points.set([...chin, 0], 152 * 3);
  return face;
}

/** The room with a patient from 0.9 face widths around the head to the frame's edge beyond the chin. */
function scene(left: number, top: number, right: number, bottom: number): Picture {
  return (c, x, y) => (x >= left && x < right && y >= top && y < bottom ? PATIENT[c] : ROOM[c]);
}

const roomOf = (picture: Picture, face: FaceLandmarks | null) =>
  sampleRoom(madeFrame(picture, WIDTH, HEIGHT, "packed3", RGB), face);

describe("the room's colour", () => {
  test("leaves out head and body, whichever way the patient lies", () => {
    const upright = faceBetween([160, 80], [160, 130], 50);
    expect(roomOf(scene(115, 40, 205, HEIGHT), upright)).toEqual(ROOM);
    const upsideDown = faceBetween([160, 160], [160, 110], 50);
    expect(roomOf(scene(115, 0, 205, 200), upsideDown)).toEqual(ROOM);
    const chinRight = faceBetween([100, 120], [150, 120], 50);
    expect(roomOf(scene(60, 75, WIDTH, 165), chinRight)).toEqual(ROOM);
    const chinLeft = faceBetween([220, 120], [170, 120], 50);
    expect(roomOf(scene(0, 75, 260, 165), chinLeft)).toEqual(ROOM);
  });

  test("keeps what lies above a head that is upright", () => {
    const halves: Picture = (_, __, y) => (y < 112 ? 40 : 200);
    const face = faceBetween([160, 170], [160, 220], 50);
    // The person reaches from row 115 down and over columns 105..215: 14 of the 40 columns of a grid of 8 pixels.
    const above = 14 * 40;
    const below = 16 * (40 - 14);
    const mean = (above * 40 + below * 200) / (above + below);
    expect(roomOf(halves, face)?.[0]).toBeCloseTo(mean, 6);
  });

  test("is that of the whole frame without a face", () => {
    const quarter: Picture = (c, x, y) => (x < WIDTH / 2 && y < HEIGHT / 2 ? 200 : 100) + c;
    expect(roomOf(quarter, null)).toEqual([125, 126, 127]);
  });

  test("is unknown where the patient fills the view", () => {
    expect(roomOf(scene(0, 0, WIDTH, HEIGHT), faceBetween([160, 40], [160, 200], 150))).toBeNull();
  });

  test("is the same in 4:2:0 and NV12, turned into RGB", () => {
    const picture: Picture = (c, x) => [100 + (x >> 5), 120, 140][c];
    const [planar, nv12] = (["planar420", "nv12"] as const).map((layout) =>
      sampleRoom(madeFrame(picture, WIDTH, HEIGHT, layout, YUV), null),
    );
    expect(nv12).toEqual(planar);
    // Mean luma 104.5: BT.601 limited gives (104.5 - 16) * 255/219 + 1.402 * 12 * 255/224 for red.
    expect(planar?.[0]).toBeCloseTo(((104.5 - 16) * 255) / 219 + (1.402 * 12 * 255) / 224, 6);
  });
});
