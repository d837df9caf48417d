import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";

import fc from "fast-check";
import { expect, test } from "vitest";

import { decodePng } from "../../src/phantom/png.ts";
import { readPortrait } from "../../src/phantom/portrait-file.ts";

/** Encodes RGB pixels, each line with the filter that `filters` names (ISO/IEC 15948, clause 9). */
function encode(
  rgb: Uint8Array,
  width: number,
  height: number,
  filters: readonly number[],
  head = [8, 2, 0, 0, 0],
): Buffer {
  const at = (x: number, y: number, c: number) => (x < 0 || y < 0 ? 0 : rgb[3 * (y * width + x) + c]);
  const lines: number[] = [];
  for (let y = 0; y < height; y++) {
    lines.push(filters[y]);
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        const [a, b, d] = [at(x - 1, y, c), at(x, y - 1, c), at(x - 1, y - 1, c)];
        const nearest = [a, b, d].reduce((best, v) =>
          Math.abs(a + b - d - v) < Math.abs(a + b - d - best) ? v : best,
        );
        lines.push((at(x, y, c) - [0, a, b, Math.floor((a + b) / 2), nearest][filters[y]]) & 255);
      }
    }
  }
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(width, 0);
  ihdr.writeUInt32BE(height, 4);
  ihdr.set(head, 8);
  const packed = deflateSync(Buffer.from(lines));
  const half = packed.length >> 1;
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", ihdr),
    chunk("tEXt", Buffer.from("a\0b")),
    chunk("IDAT", packed.subarray(0, half)),
    chunk("IDAT", packed.subarray(half)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

test("any picture comes back whatever the filters of its lines", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 8 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
      (width, filters, bytes) => {
        const rgb = Uint8Array.from([...bytes.take(3 * width * filters.length)]);
        const decoded = decodePng(encode(rgb, width, filters.length, filters));
        expect([decoded.widthPx, decoded.heightPx]).toEqual([width, filters.length]);
        expect([...decoded.rgb]).toEqual([...rgb]);
      },
    ),
  );
});

test("other kinds of PNG and damaged ones are refused", () => {
  const rgb = new Uint8Array(12);
  expect(() => decodePng(Buffer.from("GIF89a, and more"))).toThrow("not a PNG");
  expect(() => decodePng(encode(rgb, 2, 2, [0, 0], [16, 2, 0, 0, 0]))).toThrow("8-bit true colour");
  expect(() => decodePng(encode(rgb, 2, 2, [0, 0], [8, 6, 0, 0, 0]))).toThrow("8-bit true colour");
  expect(() => decodePng(encode(rgb.subarray(0, 6), 2, 1, [7]))).toThrow("unknown filter 7");
});

test("the portrait is the one that the outlines were drawn on: skin where the face is, black where the collar is", () => {
  const { rgb } = readPortrait();
  const pixel = (x: number, y: number) => [...rgb.subarray(3 * (512 * y + x), 3 * (512 * y + x) + 3)];
  const [red, green, blue] = pixel(224, 90);
  expect(red).toBeGreaterThan(200);
  expect(red).toBeGreaterThan(green);
  expect(green).toBeGreaterThan(blue);
  expect(Math.max(...pixel(220, 205))).toBeLessThan(40);
});

test("another picture in its place is refused by name", () => {
  const folder = mkdtempSync(join(tmpdir(), "afar-png-"));
  const path = join(folder, "small.png");
  writeFileSync(path, encode(new Uint8Array(12), 2, 2, [0, 0]));
  expect(() => readPortrait(path)).toThrow(/small\.png is not the portrait .*2 x 2 pixels/);
  writeFileSync(path, "text");
  expect(() => readPortrait(path)).toThrow(/small\.png is not the portrait/);
  expect(() => readPortrait(join(folder, "absent.png"))).toThrow(/absent\.png does not exist/);
  rmSync(folder, { recursive: true });
});
