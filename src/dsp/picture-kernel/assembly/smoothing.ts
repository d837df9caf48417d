import { height, light, NUMBER, row, sums, taken, VECTOR, width } from "./plan";

/** Makes the picture of the sums: means, smoothed by 1-2-1 over 4 along both axes; the borders repeat. */
export function smooth(): void {
  const two = f32x4.splat(2);
  const samples = taken * taken;
  const scale = f32x4.splat(1 / (16 * <f32>samples));
  const bytes = <usize>width * NUMBER;
  for (let y = 0; y < height; y++) {
    const here = sums + <usize>y * bytes;
    const above = y === 0 ? here : here - bytes;
    const below = y === height - 1 ? here : here + bytes;
    for (let x: usize = 0; x < bytes; x += VECTOR) {
      const outer = f32x4.add(v128.load(above + x), v128.load(below + x));
      v128.store(row + x, f32x4.add(outer, f32x4.mul(two, v128.load(here + x))));
    }
    store<f32>(row - NUMBER, load<f32>(row));
    store<f32>(row + bytes, load<f32>(row + bytes - NUMBER));
    const to = light + <usize>y * bytes;
    for (let x: usize = 0; x < bytes; x += VECTOR) {
      const outer = f32x4.add(v128.load(row + x - NUMBER), v128.load(row + x + NUMBER));
      v128.store(to + x, f32x4.mul(scale, f32x4.add(outer, f32x4.mul(two, v128.load(row + x)))));
    }
  }
}
