import { describe, expect, it } from "vitest";

import type { TraceFrame } from "../../src/base/trace-frame.ts";
import { planTraceBuffer } from "../../src/traces/trace-buffer.ts";
import { planTraceWitnesses } from "../../src/respiration/trace-witnesses.ts";

const FRAME_MS = 1000 / 30;
const breath = (tMs: number) => Math.sin((2 * Math.PI * 15 * tMs) / 60_000);
const lamp = (tMs: number) => Math.sin((2 * Math.PI * 21 * tMs) / 60_000);

function buffered(seconds: number, frameAt: (tMs: number) => Partial<TraceFrame>) {
  const traces = planTraceBuffer(["cheek"], 1024);
  for (let i = 0; i <= seconds * 30; i++) {
    const tMs = i * FRAME_MS;
    traces.push({
      tMs,
      durationMs: FRAME_MS,
      keyframe: false,
      rgb: Float64Array.of(100, 100, 100),
      usable: Uint8Array.of(1),
      room: null,
      head: null,
      ...frameAt(tMs),
    });
  }
  return traces;
}

/** Amplitude of a signal along a made course on the witness's clock. */
function along(signal: Float64Array, course: (tMs: number) => number): number {
  let sum = 0;
  let square = 0;
  signal.forEach((value, i) => {
    const made = course((i + 0.5) * 100);
    sum += value * made;
    square += made * made;
  });
  return sum / square;
}

describe("planTraceWitnesses", () => {
  it("says nothing below five seconds", () => {
    const traces = buffered(4, () => ({ head: { xPx: 100, yPx: 100, widthPx: 80 } }));
    const witnesses = planTraceWitnesses(traces, "colour");
    expect(witnesses.readHead()).toEqual([]);
    expect(witnesses.readColour()).toBeNull();
  });

  it("gives the head's way down and across in pixels", () => {
    const traces = buffered(20, (tMs) => ({
      head: { xPx: 200 + 0.2 * lamp(tMs), yPx: 100 + breath(tMs), widthPx: 80 },
    }));
    const [down, across] = planTraceWitnesses(traces, "colour").readHead();
    expect([down.name, across.name]).toEqual(["head", "head-across"]);
    expect(along(down.signal, breath)).toBeCloseTo(1, 1);
    expect(along(across.signal, lamp)).toBeCloseTo(0.2, 1);
    expect(down.disturbed).toBe(false);
  });

  it("calls a head that turns away within a second disturbed", () => {
    const traces = buffered(20, (tMs) => ({ head: { xPx: tMs > 19_300 ? 230 : 200, yPx: 100, widthPx: 80 } }));
    expect(planTraceWitnesses(traces, "colour").readHead()[0].disturbed).toBe(true);
  });

  it("gives the skin's baseline as a share of its mean, without the lamp that the room shows too", () => {
    const traces = buffered(20, (tMs) => {
      const light = 1 + 0.05 * lamp(tMs);
      const skin = 100 * light * (1 + 0.01 * breath(tMs));
      return { rgb: Float64Array.of(skin, skin, skin), room: [80 * light, 80 * light, 80 * light] };
    });
    const colour = planTraceWitnesses(traces, "colour").readColour();
    if (!colour) throw new Error("no colour");
    expect(along(colour.signal, breath)).toBeCloseTo(0.01, 3);
    expect(Math.abs(along(colour.signal, lamp))).toBeLessThan(0.001);
  });

  it("marks what was not seen as unmeasured", () => {
    const traces = buffered(20, (tMs) => ({ usable: Uint8Array.of(tMs > 8000 && tMs < 9000 ? 0 : 1) }));
    const colour = planTraceWitnesses(traces, "colour").readColour();
    expect(colour?.valid[85]).toBe(0);
    expect(colour?.valid[60]).toBe(1);
  });

  it("takes a waveform in its own unit", () => {
    const traces = buffered(20, (tMs) => ({ rgb: new Float64Array(3).fill(0.3 * breath(tMs)) }));
    const colour = planTraceWitnesses(traces, "waveform").readColour();
    if (!colour) throw new Error("no colour");
    expect(along(colour.signal, breath)).toBeCloseTo(0.3, 1);
  });
});
