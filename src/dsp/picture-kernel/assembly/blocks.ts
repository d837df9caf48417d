import { blockPx, height, NUMBER, skipPx, strip, sums, taken, VECTOR, width } from "./plan";

/**
 * Sums the samples of blocks of a plane that starts at `plane`, rows `stride` bytes apart. A row's last vector may reach into
 * the next row of sums, which is written after it.
 */
export function sumBlocks(plane: usize, stride: usize): void {
  const fours = blockPx === 4 && skipPx === 1;
  const eights = blockPx === 8 && skipPx === 2;
  for (let y = 0; y < height; y++) {
    const from = plane + <usize>(y * blockPx) * stride;
    const to = sums + <usize>(y * width) * NUMBER;
    if (fours) sumFours(from, stride, to);
    else if (eights) sumEights(from, 2 * stride, to);
    else sumAny(from, <usize>skipPx * stride, to);
  }
}

/** Blocks of 4 x 4 samples, four blocks at a time. */
function sumFours(from: usize, stride: usize, to: usize): void {
  const end = to + <usize>width * NUMBER;
  for (; to < end; to += VECTOR, from += 16) {
    let pairs = i16x8.extadd_pairwise_i8x16_u(v128.load(from));
    pairs = i16x8.add(pairs, i16x8.extadd_pairwise_i8x16_u(v128.load(from + stride)));
    pairs = i16x8.add(pairs, i16x8.extadd_pairwise_i8x16_u(v128.load(from + 2 * stride)));
    pairs = i16x8.add(pairs, i16x8.extadd_pairwise_i8x16_u(v128.load(from + 3 * stride)));
    v128.store(to, f32x4.convert_i32x4_u(i32x4.extadd_pairwise_i16x8_u(pairs)));
  }
}

/** Every second of 8 x 8 samples, four blocks at a time; `stride`: of the rows taken. */
function sumEights(from: usize, stride: usize, to: usize): void {
  const end = to + <usize>width * NUMBER;
  for (; to < end; to += VECTOR, from += 32) {
    const low = pairsOfEvens(from, stride);
    const high = pairsOfEvens(from + 16, stride);
    const even = v128.shuffle<i32>(low, high, 0, 2, 4, 6);
    const odd = v128.shuffle<i32>(low, high, 1, 3, 5, 7);
    v128.store(to, f32x4.convert_i32x4_u(i32x4.add(even, odd)));
  }
}

/** Sums of four rows by pairs of samples at even places. */
function pairsOfEvens(from: usize, stride: usize): v128 {
  const evens = i16x8.splat(0xff);
  let columns = v128.and(v128.load(from), evens);
  columns = i16x8.add(columns, v128.and(v128.load(from + stride), evens));
  columns = i16x8.add(columns, v128.and(v128.load(from + 2 * stride), evens));
  columns = i16x8.add(columns, v128.and(v128.load(from + 3 * stride), evens));
  return i32x4.extadd_pairwise_i16x8_u(columns);
}

/** Blocks of any size: downwards 16 samples at a time, then across one by one. At most seven samples a side are taken. */
function sumAny(from: usize, stride: usize, to: usize): void {
  const samples = <usize>(blockPx * width);
  for (let x: usize = 0; x < samples; x += 16) {
    let low = i16x8.splat(0);
    let high = low;
    for (let k = 0, at = from + x; k < taken; k++, at += stride) {
      const bytes = v128.load(at);
      low = i16x8.add(low, i16x8.extend_low_i8x16_u(bytes));
      high = i16x8.add(high, i16x8.extend_high_i8x16_u(bytes));
    }
    v128.store(strip + 2 * x, low);
    v128.store(strip + 2 * x, high, 16);
  }
  const skip = <usize>skipPx * 2;
  const block = <usize>blockPx * 2;
  for (let x = 0, start = strip; x < width; x++, start += block, to += NUMBER) {
    let sum: u32 = 0;
    for (let k = 0, at = start; k < taken; k++, at += skip) sum += load<u16>(at);
    store<f32>(to, <f32>sum);
  }
}
