import {
  COLOUR,
  colours,
  groupBytes,
  groups,
  history,
  historyMask,
  incoming,
  LANES,
  projections,
  projectionWindow,
  ringMask,
  seenSamples,
  waves,
} from "./plan";

/** A channel that is black throughout has no relative change; its reciprocal must stay a number that 0 times it is 0. */
const LEAST_MEAN: f32 = 1e-30;

/** Samples that are summed before their sum is added. */
const BLOCK = 8;

/** Takes one sample of every region over from `incoming`; `length`: samples before it. */
export function pushColours(length: i32): void {
  for (let g = 0; g < groups; g++) pushGroup(<usize>g * groupBytes, length);
}

/** POS as in the twin: one projection a sample, and the one wave sample that no later window covers. */
function pushGroup(base: usize, length: i32): void {
  const window = projectionWindow;
  const mask = ringMask;
  const ring = base + colours;
  const along = base + projections;
  const slot = <usize>(length & mask) * COLOUR;
  const from = base + incoming;
  let red = v128.load(from);
  let green = v128.load(from, 16);
  let blue = v128.load(from, 32);
  v128.store(ring + slot, red);
  v128.store(ring + slot, green, 16);
  v128.store(ring + slot, blue, 32);
  // A lane of ones is -1.
  const seen = i32x4.sub(v128.load(base + seenSamples), v128.load(from, 48));
  v128.store(base + seenSamples, seen);

  const zero = f32x4.splat(0);
  let alongRed = zero;
  let alongGreen = zero;
  let alongBlue = zero;
  // In short blocks: the projections nearly cancel between the channels, so their sums must not round much.
  for (let j = length - window + 1; j < length; ) {
    const end = min(j + BLOCK, length);
    let partRed = zero;
    let partGreen = zero;
    let partBlue = zero;
    for (; j < end; j++) {
      const at = <usize>(j & mask) * COLOUR;
      red = f32x4.add(red, v128.load(ring + at));
      green = f32x4.add(green, v128.load(ring + at, 16));
      blue = f32x4.add(blue, v128.load(ring + at, 32));
      partRed = f32x4.add(partRed, v128.load(along + at));
      partGreen = f32x4.add(partGreen, v128.load(along + at, 16));
      partBlue = f32x4.add(partBlue, v128.load(along + at, 32));
    }
    alongRed = f32x4.add(alongRed, partRed);
    alongGreen = f32x4.add(alongGreen, partGreen);
    alongBlue = f32x4.add(alongBlue, partBlue);
  }
  const share = f32x4.splat(<f32>1 / <f32>window);
  const least = f32x4.splat(LEAST_MEAN);
  const one = f32x4.splat(1);
  const perRed = f32x4.div(one, f32x4.max(f32x4.mul(red, share), least));
  const perGreen = f32x4.div(one, f32x4.max(f32x4.mul(green, share), least));
  const perBlue = f32x4.div(one, f32x4.max(f32x4.mul(blue, share), least));
  let power1 = zero;
  let power2 = zero;
  const two = f32x4.splat(2);
  for (let j = length - window + 1; j <= length; j++) {
    const at = ring + <usize>(j & mask) * COLOUR;
    const r = f32x4.mul(v128.load(at), perRed);
    const g = f32x4.mul(v128.load(at, 16), perGreen);
    const b = f32x4.mul(v128.load(at, 32), perBlue);
    const s1 = f32x4.sub(g, b);
    // Near 0, so that nothing is lost: r, g and b are all about 1.
    const s2 = f32x4.add(f32x4.sub(g, r), f32x4.sub(b, r));
    power1 = f32x4.add(power1, f32x4.mul(s1, s1));
    power2 = f32x4.add(power2, f32x4.mul(s2, s2));
  }
  const alpha = v128.and(f32x4.sqrt(f32x4.div(power1, power2)), f32x4.gt(power2, zero));
  const full = i32x4.ge_s(seen, i32x4.splat(window));
  const newRed = v128.and(f32x4.neg(f32x4.mul(f32x4.mul(two, alpha), perRed)), full);
  const newGreen = v128.and(f32x4.mul(f32x4.add(one, alpha), perGreen), full);
  const newBlue = v128.and(f32x4.mul(f32x4.sub(alpha, one), perBlue), full);
  v128.store(along + slot, newRed);
  v128.store(along + slot, newGreen, 16);
  v128.store(along + slot, newBlue, 32);

  const last = length - window + 1;
  if (last < 0) return;
  const at = ring + <usize>(last & mask) * COLOUR;
  const wave = f32x4.add(
    f32x4.add(
      f32x4.mul(f32x4.add(alongRed, newRed), v128.load(at)),
      f32x4.mul(f32x4.add(alongGreen, newGreen), v128.load(at, 16)),
    ),
    f32x4.mul(f32x4.add(alongBlue, newBlue), v128.load(at, 32)),
  );
  v128.store(base + history + <usize>(last & historyMask) * LANES, f32x4.mul(wave, share));
}

/** Writes the newest `n` samples of a group's wave to `waves`; those that later windows will cover as far as they are known. */
export function gather(base: usize, length: i32, n: i32): void {
  const window = projectionWindow;
  const out = base + waves;
  const kept = n - (window - 1);
  const mask = historyMask;
  const first = (length - n) & mask;
  const straight = min(kept, mask + 1 - first);
  memory.copy(out, base + history + <usize>first * LANES, <usize>straight * LANES);
  memory.copy(out + <usize>straight * LANES, base + history, <usize>(kept - straight) * LANES);
  let red = f32x4.splat(0);
  let green = red;
  let blue = red;
  for (let covering = 1; covering < window; covering++) {
    const at = <usize>((length - covering) & ringMask) * COLOUR;
    const along = base + projections + at;
    const colour = base + colours + at;
    red = f32x4.add(red, v128.load(along));
    green = f32x4.add(green, v128.load(along, 16));
    blue = f32x4.add(blue, v128.load(along, 32));
    const wave = f32x4.add(
      f32x4.add(f32x4.mul(red, v128.load(colour)), f32x4.mul(green, v128.load(colour, 16))),
      f32x4.mul(blue, v128.load(colour, 32)),
    );
    v128.store(out + <usize>(n - covering) * LANES, f32x4.mul(wave, f32x4.splat(<f32>1 / <f32>covering)));
  }
}
