import { sumBlocks } from "./blocks";
import { smooth } from "./smoothing";

export { take } from "./appearance";
export { find } from "./fit";
export { plan } from "./plan";
export { smooth } from "./smoothing";

/** Makes the picture of a plane of samples that starts at `plane`, rows `stride` bytes apart. */
export function reduce(plane: usize, stride: usize): void {
  sumBlocks(plane, stride);
  smooth();
}
