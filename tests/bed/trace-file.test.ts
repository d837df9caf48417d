import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";

import { AfarError, type ErrorCode } from "../../src/base/errors.ts";
import { isTraceFile, readTraceFile, type TraceFile } from "../../src/bed/trace-file.ts";

const folder = mkdtempSync(join(tmpdir(), "afar-traces-"));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const readColours = (...lines: string[]) =>
  readTraceFile(written("a.traces.csv", ["tMs,chin.r,chin.g,chin.b", ...lines].join("\n")));
const readWaveform = (...lines: string[]) => readTraceFile(written("a.bvp.csv", ["tMs,bvp", ...lines].join("\n")));

function refusal(read: () => unknown): AfarError {
  try {
    read();
  } catch (error) {
    if (error instanceof AfarError) return error;
    throw error;
  }
  throw new Error("it was read");
}

const cell = fc.double({ min: 0, max: 255, noNaN: true }).map((value) => value + 0);

describe("the name of a trace file", () => {
  test("ends with traces.csv or bvp.csv", () => {
    expect(["x.traces.csv", "a/b.bvp.csv"].map(isTraceFile)).toEqual([true, true]);
    expect(["x.csv", "x.traces.csv.mp4", "traces.csv", "x.mp4"].map(isTraceFile)).toEqual([false, false, false, false]);
  });
});

describe("colour traces", () => {
  test("are read back as they were written, times counted from the first row", () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), cell, cell, cell, cell, cell, cell), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), rows, (startMs, steps) => {
        let tMs = startMs;
        const lines = steps.map(([stepMs, ...colours], i) => {
          if (i > 0) tMs += stepMs;
          return [tMs, ...colours].join(",");
        });
        const file = readTraceFile(written("b.traces.csv", ["tMs,a.r,a.g,a.b,b.r,b.g,b.b", ...lines].join("\r\n")));
        expect(file.kind).toBe("colour");
        expect(file.regions).toEqual(["a", "b"]);
        expect(file.frames.map((frame) => [...frame.rgb])).toEqual(steps.map(([, ...colours]) => colours));
        expect(file.frames[0].tMs).toBe(0);
        for (let i = 1; i < steps.length; i++) {
          expect(file.frames[i].tMs - file.frames[i - 1].tMs).toBe(steps[i][0]);
          expect(file.frames[i - 1].durationMs).toBe(steps[i][0]);
        }
        expect(file.frames.every(({ usable }) => usable.join() === "1,1")).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test("hold no colour where a cell is empty", () => {
    const file = readTraceFile(
      written("gap.traces.csv", "tMs,a.r,a.g,a.b,b.r,b.g,b.b\n0,1,2,3,4,5,6\n33,1,,3,4,5,6\n66,,,,,,\n"),
    );
    expect(file.frames.map(({ usable }) => usable.join())).toEqual(["1,1", "0,1", "0,0"]);
    expect([...file.frames[1].rgb.slice(3)]).toEqual([4, 5, 6]);
  });

  test("have frames that last to the next, the last as long as they do on average", () => {
    const { frames } = readColours("10,1,2,3", "40,1,2,3", "110,1,2,3");
    expect(frames.map(({ durationMs }) => durationMs)).toEqual([30, 70, 50]);
  });

  test("may begin with a byte order mark, hold empty lines and spaces beside the cells", () => {
    const { regions, frames } = readTraceFile(
      written("bom.traces.csv", "\ufefftMs, chin.r, chin.g ,chin.b\n\n 0 , 1, 2, 3\n\n"),
    );
    expect(regions).toEqual(["chin"]);
    expect([...frames[0].rgb]).toEqual([1, 2, 3]);
  });

  test("know of no room, no head and no codec's rhythm", () => {
    const [frame] = readColours("0,1,2,3").frames;
    expect(frame).toMatchObject({ room: null, head: null, keyframe: true, durationMs: 0 });
  });
});

describe("a waveform", () => {
  test("is one region with the same value in each channel", () => {
    const { kind, regions, frames } = readWaveform("0,-0.5", "20,", "40,700");
    expect(kind).toBe("waveform");
    expect(regions).toEqual(["bvp"]);
    expect(frames.map(({ usable }) => usable[0])).toEqual([1, 0, 1]);
    expect([...frames[0].rgb]).toEqual([-0.5, -0.5, -0.5]);
    expect([...frames[2].rgb]).toEqual([700, 700, 700]);
  });
});

describe("a file that is no recording", () => {
  const cases: [string, ErrorCode, RegExp, () => TraceFile][] = [
    ["that is missing", "FILE_MISSING", /none\.traces\.csv/, () => readTraceFile(join(folder, "none.traces.csv"))],
    ["that is empty", "FILE_UNREADABLE", /empty\.bvp\.csv line 1/, () => readTraceFile(written("empty.bvp.csv", ""))],
    ["with a header alone", "NO_FRAMES", /a\.traces\.csv/, () => readColours()],
    [
      "with a header that misses a channel",
      "FILE_UNREADABLE",
      /a\.traces\.csv line 1/,
      () => readTraceFile(written("a.traces.csv", "tMs,a.r,a.g\n0,1,2\n")),
    ],
    [
      "with a header in another order",
      "FILE_UNREADABLE",
      /line 1/,
      () => readTraceFile(written("a.traces.csv", "tMs,a.b,a.g,a.r\n0,1,2,3\n")),
    ],
    ["with times alone", "FILE_UNREADABLE", /line 1/, () => readTraceFile(written("a.traces.csv", "tMs\n0\n"))],
    [
      "with a waveform's header in a file of colours",
      "FILE_UNREADABLE",
      /line 1/,
      () => readTraceFile(written("a.traces.csv", "tMs,bvp\n0,1\n")),
    ],
    ["with a word for a number", "FILE_UNREADABLE", /a\.traces\.csv line 3/, () => readColours("0,1,2,3", "33,1,x,3")],
    ["with a number too few", "FILE_UNREADABLE", /line 3/, () => readColours("0,1,2,3", "33,1,2")],
    ["with a number too many", "FILE_UNREADABLE", /line 2/, () => readColours("0,1,2,3,4")],
    ["without a time", "FILE_UNREADABLE", /line 2/, () => readColours(",1,2,3")],
    ["with infinity", "FILE_UNREADABLE", /line 2/, () => readWaveform("0,Infinity")],
    ["with a value nobody can square", "FILE_UNREADABLE", /line 3/, () => readWaveform("0,1", "20,1e200")],
    ["with a colour beyond 8 bits", "FILE_UNREADABLE", /line 2.*0\.\.255/, () => readColours("0,1,256,3")],
    ["with a time that comes twice", "FILE_UNREADABLE", /line 4/, () => readWaveform("0,1", "20,1", "20,1")],
    ["with a time that goes back", "FILE_UNREADABLE", /line 4/, () => readWaveform("0,1", "20,1", "10,1")],
    ["with microseconds for ms", "FILE_UNREADABLE", /line 3/, () => readWaveform("1e15,1", "1.0000001e15,1")],
  ];
  for (const [title, code, words, read] of cases) {
    test(`${title} is refused with ${code}, its name and its line`, () => {
      const error = refusal(read);
      expect(error.code).toBe(code);
      expect(error.message).toMatch(words);
      expect(error.message.split("\n")).toHaveLength(1);
    });
  }

  test("is refused with the line that an editor shows, empty lines counted", () => {
    expect(refusal(() => readColours("", "0,1,2,3", "", "", "33,1,x,3")).message).toMatch(/ line 6 /);
  });

  test("but a folder is refused with one sentence", () => {
    mkdirSync(join(folder, "folder.traces.csv"));
    expect(refusal(() => readTraceFile(join(folder, "folder.traces.csv"))).code).toBe("FILE_UNREADABLE");
  });

  test("whatever its bytes, is read or refused in one sentence", () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    const text = fc.stringMatching(/^[0-9,.;"\nertMs -]*$/).map((body) => Buffer.from(`tMs,bvp\n${body}`));
    fc.assert(
      fc.property(fc.oneof(bytes, text), fc.constantFrom("r.traces.csv", "r.bvp.csv"), (content, name) => {
        try {
          const { frames } = readTraceFile(written(name, content));
          for (const { tMs, durationMs, rgb } of frames) {
            expect([tMs, durationMs, ...rgb].every(Number.isFinite)).toBe(true);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(AfarError);
          expect((error as AfarError).message).toContain(name);
        }
      }),
      { numRuns: 300 },
    );
  });
});
