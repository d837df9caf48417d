import { inflateSync } from "node:zlib";

/** A picture of red, green, blue, interleaved, 8 bits each. */
export interface RgbPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Uint8Array [heightPx, widthPx, 3] row-major. */
  readonly rgb: Uint8Array;
}

const SIGNATURE = "89504e470d0a1a0a";
const TRUE_COLOUR = 2;

/**
 * Decodes a PNG of 8-bit true colour without interlacing: the one kind that the portrait is (ISO/IEC 15948).
 *
 * Checksums are left to the content hash of whoever cares. Throws RangeError on any other kind or a damaged file.
 */
export function decodePng(bytes: Buffer): RgbPicture {
  if (bytes.subarray(0, 8).toString("hex") !== SIGNATURE) throw new RangeError("not a PNG");
  const widthPx = bytes.readUInt32BE(16);
  const heightPx = bytes.readUInt32BE(20);
  const [depth, colour, , , interlace] = bytes.subarray(24, 29);
  if (depth !== 8 || colour !== TRUE_COLOUR || interlace !== 0) {
    throw new RangeError("not a PNG of 8-bit true colour without alpha and interlacing");
  }
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(bytes.subarray(at + 8, at + 8 + length));
  }
  const lines = inflateSync(Buffer.concat(parts));
  const stride = 3 * widthPx;
  if (lines.length !== (stride + 1) * heightPx) throw new RangeError("a PNG that ends early");
  const rgb = new Uint8Array(stride * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const filter = lines[y * (stride + 1)];
    const from = y * (stride + 1) + 1;
    const to = y * stride;
    for (let i = 0; i < stride; i++) {
      const left = i < 3 ? 0 : rgb[to + i - 3];
      const above = y === 0 ? 0 : rgb[to + i - stride];
      const corner = i < 3 || y === 0 ? 0 : rgb[to + i - stride - 3];
      rgb[to + i] = lines[from + i] + predicted(filter, left, above, corner);
    }
  }
  return { widthPx, heightPx, rgb };
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4:
      return paeth(left, above, corner);
    default:
      throw new RangeError(`a PNG with the unknown filter ${filter}`);
  }
}

/** The neighbour that is nearest to left + above - corner; ties in this order. */
function paeth(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
