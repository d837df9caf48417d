import { bins, COMPLEX, LANES, points, powers, spectra, tapered, twiddles, untangling, work } from "./plan";

/** Longest blocks, in points, that are taken through all their passes one after the other in a long transform: they stay in the nearest cache. */
const BLOCK: i32 = 512;

/**
 * Real transform of a group's tapered waves, zero-padded: pairs of samples are the real and imaginary parts of half as many
 * complex points, which are transformed by decimation in frequency, a pass of radix 2 where there is one and else of radix 4.
 * Butterflies read only what holds samples: `filled` points at the head of every block, all others being 0 and never written.
 */
export function transform(base: usize, n: i32): void {
  if (n & 1) v128.store(tapered + <usize>n * LANES, f32x4.splat(0));
  let filled = (n + 1) >> 1;
  let length = points;
  let factors = twiddles;
  let source = tapered;
  const whole = <usize>points * COMPLEX;
  if (ctz(points) & 1) {
    const half = length >> 1;
    radix2(half, filled, factors);
    factors += <usize>half * 8;
    filled = min(filled, half);
    length = half;
    source = work;
  }
  const isShort = points <= BLOCK;
  const stop = isShort ? 4 : BLOCK;
  for (; length > stop; length >>= 2) {
    radix4(source, 0, whole, length, filled, factors);
    factors += <usize>(length >> 2) * 24;
    filled = min(filled, length >> 2);
    source = work;
  }
  const span = isShort ? whole : <usize>length * COMPLEX;
  for (let from: usize = 0; from < whole; from += span) {
    const to = from + span;
    let inner = length;
    let innerFactors = factors;
    let innerFilled = filled;
    let innerSource = source;
    for (; inner > 4; inner >>= 2) {
      radix4(innerSource, from, to, inner, innerFilled, innerFactors);
      innerFactors += <usize>(inner >> 2) * 24;
      innerFilled = min(innerFilled, inner >> 2);
      innerSource = work;
    }
    // The last pass reads all points of its blocks.
    plainButterflies(work, from, to, 4);
  }
  untangle(base);
}

/** A pass over the blocks of `length` points that lie between two places, in bytes from the first point. */
function radix4(source: usize, begin: usize, end: usize, length: i32, filled: i32, factors: usize): void {
  const quarter = length >> 2;
  const most = filled / quarter;
  const rest = filled - most * quarter;
  // The first `rest` butterflies have one input more.
  if (most >= 3) {
    if (most === 4 || rest > 0) plainButterflies(source, begin, end, length);
    if (most === 4) fourInputs(source, begin, end, length, 1, quarter, factors);
    else {
      fourInputs(source, begin, end, length, 1, rest, factors);
      threeInputs(source, begin, end, length, rest, quarter, factors);
    }
  } else if (most === 2) {
    threeInputs(source, begin, end, length, 0, rest, factors);
    twoInputs(source, begin, end, length, rest, quarter, factors);
  } else if (most === 1) {
    twoInputs(source, begin, end, length, 0, rest, factors);
    oneInput(source, begin, end, length, rest, quarter, factors);
  } else {
    oneInput(source, begin, end, length, 0, rest, factors);
  }
}

function radix2(half: i32, filled: i32, factors: usize): void {
  const both = max(filled - half, 0);
  const far = <usize>half * COMPLEX;
  let at: usize = 0;
  for (let j = 0; j < min(filled, half); j++) {
    const re = v128.load(tapered + at);
    const im = v128.load(tapered + at, 16);
    const cos = v128.load32_splat(factors);
    const sin = v128.load32_splat(factors, 4);
    let re2 = re;
    let im2 = im;
    if (j < both) {
      const otherRe = v128.load(tapered + at + far);
      const otherIm = v128.load(tapered + at + far, 16);
      v128.store(work + at, f32x4.add(re, otherRe));
      v128.store(work + at, f32x4.add(im, otherIm), 16);
      re2 = f32x4.sub(re, otherRe);
      im2 = f32x4.sub(im, otherIm);
    } else {
      v128.store(work + at, re);
      v128.store(work + at, im, 16);
    }
    turn(work + at + far, re2, im2, cos, sin);
    factors += 8;
    at += COMPLEX;
  }
}

/** Stores (re, im) times cos - i sin. */
function turn(to: usize, re: v128, im: v128, cos: v128, sin: v128): void {
  v128.store(to, f32x4.add(f32x4.mul(re, cos), f32x4.mul(im, sin)));
  v128.store(to, f32x4.sub(f32x4.mul(im, cos), f32x4.mul(re, sin)), 16);
}

function fourInputs(source: usize, begin: usize, end: usize, length: i32, from: i32, to: i32, factors: usize): void {
  const step = <usize>(length >> 2) * COMPLEX;
  const block = <usize>length * COMPLEX;
  for (let j = from; j < to; j++) {
    const factor = factors + <usize>j * 24;
    const cos1 = v128.load32_splat(factor);
    const sin1 = v128.load32_splat(factor, 4);
    const cos2 = v128.load32_splat(factor, 8);
    const sin2 = v128.load32_splat(factor, 12);
    const cos3 = v128.load32_splat(factor, 16);
    const sin3 = v128.load32_splat(factor, 20);
    for (let at = begin + <usize>j * COMPLEX; at < end; at += block) {
      const p0 = source + at;
      const p1 = p0 + step;
      const p2 = p1 + step;
      const p3 = p2 + step;
      const sumRe = f32x4.add(v128.load(p0), v128.load(p2));
      const difRe = f32x4.sub(v128.load(p0), v128.load(p2));
      const sumIm = f32x4.add(v128.load(p0, 16), v128.load(p2, 16));
      const difIm = f32x4.sub(v128.load(p0, 16), v128.load(p2, 16));
      const oddSumRe = f32x4.add(v128.load(p1), v128.load(p3));
      const oddDifRe = f32x4.sub(v128.load(p1), v128.load(p3));
      const oddSumIm = f32x4.add(v128.load(p1, 16), v128.load(p3, 16));
      const oddDifIm = f32x4.sub(v128.load(p1, 16), v128.load(p3, 16));
      const q0 = work + at;
      v128.store(q0, f32x4.add(sumRe, oddSumRe));
      v128.store(q0, f32x4.add(sumIm, oddSumIm), 16);
      turn(q0 + step, f32x4.add(difRe, oddDifIm), f32x4.sub(difIm, oddDifRe), cos1, sin1);
      turn(q0 + 2 * step, f32x4.sub(sumRe, oddSumRe), f32x4.sub(sumIm, oddSumIm), cos2, sin2);
      turn(q0 + 3 * step, f32x4.sub(difRe, oddDifIm), f32x4.add(difIm, oddDifRe), cos3, sin3);
    }
  }
}

function threeInputs(source: usize, begin: usize, end: usize, length: i32, from: i32, to: i32, factors: usize): void {
  const step = <usize>(length >> 2) * COMPLEX;
  const block = <usize>length * COMPLEX;
  for (let j = from; j < to; j++) {
    const factor = factors + <usize>j * 24;
    const cos1 = v128.load32_splat(factor);
    const sin1 = v128.load32_splat(factor, 4);
    const cos2 = v128.load32_splat(factor, 8);
    const sin2 = v128.load32_splat(factor, 12);
    const cos3 = v128.load32_splat(factor, 16);
    const sin3 = v128.load32_splat(factor, 20);
    for (let at = begin + <usize>j * COMPLEX; at < end; at += block) {
      const p0 = source + at;
      const p1 = p0 + step;
      const p2 = p1 + step;
      const sumRe = f32x4.add(v128.load(p0), v128.load(p2));
      const difRe = f32x4.sub(v128.load(p0), v128.load(p2));
      const sumIm = f32x4.add(v128.load(p0, 16), v128.load(p2, 16));
      const difIm = f32x4.sub(v128.load(p0, 16), v128.load(p2, 16));
      const oddRe = v128.load(p1);
      const oddIm = v128.load(p1, 16);
      const q0 = work + at;
      v128.store(q0, f32x4.add(sumRe, oddRe));
      v128.store(q0, f32x4.add(sumIm, oddIm), 16);
      turn(q0 + step, f32x4.add(difRe, oddIm), f32x4.sub(difIm, oddRe), cos1, sin1);
      turn(q0 + 2 * step, f32x4.sub(sumRe, oddRe), f32x4.sub(sumIm, oddIm), cos2, sin2);
      turn(q0 + 3 * step, f32x4.sub(difRe, oddIm), f32x4.add(difIm, oddRe), cos3, sin3);
    }
  }
}

function twoInputs(source: usize, begin: usize, end: usize, length: i32, from: i32, to: i32, factors: usize): void {
  const step = <usize>(length >> 2) * COMPLEX;
  const block = <usize>length * COMPLEX;
  for (let j = from; j < to; j++) {
    const factor = factors + <usize>j * 24;
    const cos1 = v128.load32_splat(factor);
    const sin1 = v128.load32_splat(factor, 4);
    const cos2 = v128.load32_splat(factor, 8);
    const sin2 = v128.load32_splat(factor, 12);
    const cos3 = v128.load32_splat(factor, 16);
    const sin3 = v128.load32_splat(factor, 20);
    for (let at = begin + <usize>j * COMPLEX; at < end; at += block) {
      const p0 = source + at;
      const re = v128.load(p0);
      const im = v128.load(p0, 16);
      const oddRe = v128.load(p0 + step);
      const oddIm = v128.load(p0 + step, 16);
      const q0 = work + at;
      v128.store(q0, f32x4.add(re, oddRe));
      v128.store(q0, f32x4.add(im, oddIm), 16);
      turn(q0 + step, f32x4.add(re, oddIm), f32x4.sub(im, oddRe), cos1, sin1);
      turn(q0 + 2 * step, f32x4.sub(re, oddRe), f32x4.sub(im, oddIm), cos2, sin2);
      turn(q0 + 3 * step, f32x4.sub(re, oddIm), f32x4.add(im, oddRe), cos3, sin3);
    }
  }
}

function oneInput(source: usize, begin: usize, end: usize, length: i32, from: i32, to: i32, factors: usize): void {
  const step = <usize>(length >> 2) * COMPLEX;
  const block = <usize>length * COMPLEX;
  for (let j = from; j < to; j++) {
    const factor = factors + <usize>j * 24;
    const cos1 = v128.load32_splat(factor);
    const sin1 = v128.load32_splat(factor, 4);
    const cos2 = v128.load32_splat(factor, 8);
    const sin2 = v128.load32_splat(factor, 12);
    const cos3 = v128.load32_splat(factor, 16);
    const sin3 = v128.load32_splat(factor, 20);
    for (let at = begin + <usize>j * COMPLEX; at < end; at += block) {
      const re = v128.load(source + at);
      const im = v128.load(source + at, 16);
      const q0 = work + at;
      v128.store(q0, re);
      v128.store(q0, im, 16);
      turn(q0 + step, re, im, cos1, sin1);
      turn(q0 + 2 * step, re, im, cos2, sin2);
      turn(q0 + 3 * step, re, im, cos3, sin3);
    }
  }
}

/** Four inputs whose outputs are not turned: the first butterfly of every block. */
function plainButterflies(source: usize, begin: usize, end: usize, length: i32): void {
  const step = <usize>(length >> 2) * COMPLEX;
  const block = <usize>length * COMPLEX;
  for (let at = begin; at < end; at += block) {
    const p0 = source + at;
    const p1 = p0 + step;
    const p2 = p1 + step;
    const p3 = p2 + step;
    const sumRe = f32x4.add(v128.load(p0), v128.load(p2));
    const difRe = f32x4.sub(v128.load(p0), v128.load(p2));
    const sumIm = f32x4.add(v128.load(p0, 16), v128.load(p2, 16));
    const difIm = f32x4.sub(v128.load(p0, 16), v128.load(p2, 16));
    const oddSumRe = f32x4.add(v128.load(p1), v128.load(p3));
    const oddDifRe = f32x4.sub(v128.load(p1), v128.load(p3));
    const oddSumIm = f32x4.add(v128.load(p1, 16), v128.load(p3, 16));
    const oddDifIm = f32x4.sub(v128.load(p1, 16), v128.load(p3, 16));
    const q0 = work + at;
    v128.store(q0, f32x4.add(sumRe, oddSumRe));
    v128.store(q0, f32x4.add(sumIm, oddSumIm), 16);
    v128.store(q0 + step, f32x4.add(difRe, oddDifIm));
    v128.store(q0 + step, f32x4.sub(difIm, oddDifRe), 16);
    v128.store(q0 + 2 * step, f32x4.sub(sumRe, oddSumRe));
    v128.store(q0 + 2 * step, f32x4.sub(sumIm, oddSumIm), 16);
    v128.store(q0 + 3 * step, f32x4.sub(difRe, oddDifIm));
    v128.store(q0 + 3 * step, f32x4.add(difIm, oddDifRe), 16);
  }
}

/**
 * Bins of the real transform from those of the complex one, and their power. The taper holds the half that this takes.
 * A row of `untangling`: address of bin k and of bin points - k, cos and sin of its angle.
 */
function untangle(base: usize): void {
  let row = untangling;
  let spectrum = base + spectra;
  let power = base + powers;
  for (let k = 0; k < bins; k++) {
    const near = work + <usize>load<u32>(row);
    const far = work + <usize>load<u32>(row, 4);
    const cos = v128.load32_splat(row, 8);
    const sin = v128.load32_splat(row, 12);
    const p = f32x4.add(v128.load(near, 16), v128.load(far, 16));
    const q = f32x4.sub(v128.load(near), v128.load(far));
    const re = f32x4.add(f32x4.add(v128.load(near), v128.load(far)), f32x4.sub(f32x4.mul(p, cos), f32x4.mul(q, sin)));
    const im = f32x4.sub(
      f32x4.sub(v128.load(near, 16), v128.load(far, 16)),
      f32x4.add(f32x4.mul(p, sin), f32x4.mul(q, cos)),
    );
    v128.store(spectrum, re);
    v128.store(spectrum, im, 16);
    v128.store(power, f32x4.add(f32x4.mul(re, re), f32x4.mul(im, im)));
    row += 16;
    spectrum += COMPLEX;
    power += LANES;
  }
}
