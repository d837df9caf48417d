import type { NetworkManifest } from "../wire/network-manifest.ts";
import type { Tensor } from "../inference/runtime.ts";

/**
 * Pictures as the network's input, in its layout, order of colours and normalisation. `pictures`: Float32Array [rows, columns, 3] each,
 * R, G, B 0..1, oldest first, as many as the network takes. Allocates.
 */
export function packPictures(pictures: readonly Float32Array[], { picture }: NetworkManifest): Tensor {
  const { layout, rows, columns, colours, scale = 1, mean = [0, 0, 0], deviation = [1, 1, 1] } = picture;
  const lengths: Readonly<Record<string, number>> = { B: 1, T: pictures.length, H: rows, W: columns, C: 3 };
  const dims = [...layout].map((axis) => lengths[axis]);
  const stride: Record<string, number> = {};
  dims.reduceRight((step, length, i) => {
    stride[layout[i]] = step;
    return step * length;
  }, 1);
  const data = new Float32Array(pictures.length * rows * columns * 3);
  pictures.forEach((cells, t) => {
    for (let row = 0, from = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const at = t * (stride.T ?? 0) + row * stride.H + column * stride.W;
        for (let c = 0; c < 3; c++, from++) {
          const to = colours === "bgr" ? 2 - c : c;
          data[at + to * stride.C] = (cells[from] * scale - mean[to]) / deviation[to];
        }
      }
    }
  });
  return { data, dims };
}
