import { describe, expect, test } from "vitest";

import { PATCHES } from "../../src/regions/patches.ts";
import { madeFrame, RGB } from "../regions/made-frames.ts";
import { planFrameAnalyser } from "../../src/bed/frame-analysis.ts";

import { HEIGHT_PX, madeFace, madeTracker, WIDTH_PX } from "./made-source.ts";

const COLOURS = [170, 120, 95];
const plain = (c: number) => COLOURS[c];
const frameOf = (picture: (c: number, x: number, y: number) => number) => ({
  ...madeFrame(picture, WIDTH_PX, HEIGHT_PX, "planar", RGB),
  tMs: 1234.5,
  durationMs: 40,
  keyframe: true,
});

describe("the analysis of a frame", () => {
  test("gives each patch of the face the colour that is there", async () => {
    const analyser = planFrameAnalyser(madeTracker(() => madeFace()));
    const { trace, face } = await analyser.analyse(frameOf(plain));
    expect(analyser.regions).toEqual(PATCHES.map(({ name }) => name));
    expect(face?.measured).toEqual(madeFace());
    expect([...trace.usable]).toEqual(new Array(PATCHES.length).fill(1));
    trace.rgb.forEach((value, i) => {
      expect(value).toBeCloseTo(COLOURS[i % 3], 6);
    });
  });

  test("passes on the frame's time, length and keyframe mark", async () => {
    const { trace } = await planFrameAnalyser(madeTracker(() => madeFace())).analyse(frameOf(plain));
    expect(trace).toMatchObject({ tMs: 1234.5, durationMs: 40, keyframe: true });
  });

  test("follows the head and not the face's muscles: the pose moves by what the head moves", async () => {
    const at = async (xPx: number, yPx: number) => {
      const analyser = planFrameAnalyser(madeTracker(() => madeFace(xPx, yPx)));
      return (await analyser.analyse(frameOf(plain))).trace.head;
    };
    const [before, after] = [await at(18, 12), await at(21, 10)];
    expect((after?.xPx ?? 0) - (before?.xPx ?? 0)).toBeCloseTo(3, 4);
    expect((after?.yPx ?? 0) - (before?.yPx ?? 0)).toBeCloseTo(-2, 4);
    expect(before?.widthPx).toBe(madeFace().widthPx);
    const smiling = madeFace();
    for (const lips of [61, 291, 0, 17, 37, 267]) smiling.points[lips * 3] += 9;
    const { trace } = await planFrameAnalyser(madeTracker(() => smiling)).analyse(frameOf(plain));
    expect(trace.head).toEqual(before);
  });

  test("without a face has no usable patch and no pose", async () => {
    const { trace, face } = await planFrameAnalyser(madeTracker(() => null)).analyse(frameOf(plain));
    expect(face).toBeNull();
    expect(trace.head).toBeNull();
    expect([...trace.usable]).toEqual(new Array(PATCHES.length).fill(0));
    expect(trace.rgb).toHaveLength(PATCHES.length * 3);
  });

  test("tells the room's colour from a view that is large enough for one", async () => {
    const wide = { ...frameOf(plain), ...madeFrame(plain, 320, 240, "planar", RGB) };
    const { trace } = await planFrameAnalyser(madeTracker(() => null)).analyse(wide);
    expect(trace.room?.map((value) => Math.round(value))).toEqual(COLOURS);
  });

  test("keeps no colour of a face that has gone", async () => {
    let known: ReturnType<typeof madeFace> | null = madeFace();
    const analyser = planFrameAnalyser(madeTracker(() => known));
    await analyser.analyse(frameOf(plain));
    known = null;
    expect([...(await analyser.analyse(frameOf(plain))).trace.usable]).toEqual(new Array(PATCHES.length).fill(0));
  });
});
