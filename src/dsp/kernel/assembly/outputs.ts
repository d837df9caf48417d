import { bins, groupBytes, groups, LANES, mixed, spectra, unpacked, waves, weights } from "./plan";

/** Writes a group's spectra region by region in float64, as the other side reads them: two numbers of four regions at a time. */
export function unpackSpectra(base: usize): void {
  const bytes = <usize>bins * 16;
  let from = base + spectra;
  let to = base + unpacked;
  const end = to + bytes;
  for (; to < end; to += 16) {
    const re = v128.load(from);
    const im = v128.load(from, 16);
    const low = v128.shuffle<f32>(re, im, 0, 4, 1, 5);
    const high = v128.shuffle<f32>(re, im, 2, 6, 3, 7);
    v128.store(to, f64x2.promote_low_f32x4(low));
    v128.store(to + bytes, f64x2.promote_low_f32x4(v128.shuffle<f64>(low, low, 1, 1)));
    v128.store(to + 2 * bytes, f64x2.promote_low_f32x4(high));
    v128.store(to + 3 * bytes, f64x2.promote_low_f32x4(v128.shuffle<f64>(high, high, 1, 1)));
    from += 2 * LANES;
  }
}

/** Writes the weighted sum of all waves to `mixed`, in float64. */
export function mixWaves(n: i32): void {
  for (let i = 0; i < n; i++) {
    let sum = f32x4.splat(0);
    let wave = waves + <usize>i * LANES;
    let weight = weights;
    for (let g = 0; g < groups; g++) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(wave), v128.load(weight)));
      wave += groupBytes;
      weight += LANES;
    }
    const pairs = f64x2.add(f64x2.promote_low_f32x4(sum), f64x2.promote_low_f32x4(v128.shuffle<f64>(sum, sum, 1, 1)));
    store<f64>(mixed + <usize>i * 8, f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1));
  }
}
