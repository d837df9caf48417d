import { disturbances, LANES, taper, tapered, waves } from "./plan";

/** Bytes of one sample of the disturbances: three vectors side by side. */
const ROW: usize = 12;

/** Takes what lies along the disturbances, which are orthonormal, out of a group's waves, in place, and writes them tapered to `tapered`. */
export function removeDisturbances(base: usize, n: i32): void {
  const wave = base + waves;
  let along0 = f32x4.splat(0);
  let along1 = along0;
  let along2 = along0;
  let row = disturbances;
  for (let i = 0; i < n; i++) {
    const value = v128.load(wave + <usize>i * LANES);
    along0 = f32x4.add(along0, f32x4.mul(value, v128.load32_splat(row)));
    along1 = f32x4.add(along1, f32x4.mul(value, v128.load32_splat(row, 4)));
    along2 = f32x4.add(along2, f32x4.mul(value, v128.load32_splat(row, 8)));
    row += ROW;
  }
  row = disturbances;
  for (let i = 0; i < n; i++) {
    const offset = <usize>i * LANES;
    const one = f32x4.add(f32x4.mul(along0, v128.load32_splat(row)), f32x4.mul(along1, v128.load32_splat(row, 4)));
    const other = f32x4.sub(v128.load(wave + offset), f32x4.mul(along2, v128.load32_splat(row, 8)));
    const left = f32x4.sub(other, one);
    v128.store(wave + offset, left);
    v128.store(tapered + offset, f32x4.mul(left, v128.load32_splat(taper + <usize>i * 4)));
    row += ROW;
  }
}
