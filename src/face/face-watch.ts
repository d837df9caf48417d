import type { Channel, Frame } from "../base/frame.ts";
import { solveDefinite } from "../dsp/definite-system.ts";

/** Samples along a side of the watched box, and tiles along it: a tile is about an eye wide. */
const SAMPLES = 64;
const TILES = 8;
const PER_TILE = SAMPLES / TILES;
const TILE_SAMPLES = PER_TILE * PER_TILE;
const TILE_COUNT = TILES * TILES;
/** Affine movement: constant, along x, along y; for x and for y. */
const UNKNOWNS = 6;
/** Smaller boxes have no place for an eye's tile. */
const SMALLEST_BOX_PX = 40;
/** The slopes that foretell a moved picture hold for about this far, pixels. */
const FARTHEST_PX = 1;
/** A tile that moved by more than this against the rest has changed, pixels: an eyelid, a lip, a turning head. */
const TILE_SHIFT_PX = 0.4;
/** Differences of a tile count as noise up to so many times the median tile's: codecs spread theirs unevenly. */
const NOISE_SPREAD = 3;
/** Share of a tile's own contrast that a change must be able to show above the noise. */
const TELLING_SHARE = 0.25;
/** Half axes of the ellipse that holds a face's tiles, of its box: beyond lie hair and the room, which move on their own. */
const FACE_REACH = 0.46;
/** Share of the gradient's energy that keeps a face without texture from moving, so that the equations can be solved. */
const PRIOR_SHARE = 1e-3;

/** Affine movement of a face since its picture was taken, frame pixels: x' = x + shift at (x, y). */
export interface FaceShift {
  readonly centreX: number;
  readonly centreY: number;
  /** [constant, per px of x, per px of y] along x, then along y; offsets from the centre. */
  readonly terms: Float64Array;
}

export interface FaceWatch {
  /** Remembers the picture of the face with these landmarks. */
  take(frame: Frame, points: Float32Array): void;
  /**
   * How the remembered picture has moved as a whole, or null where it changed otherwise, moved too far, or noise would hide a
   * change of eyes, brows or mouth. Memory that the next call overwrites. Light that changed on the whole face is no change.
   */
  follow(frame: Frame): FaceShift | null;
}

const FACE_TILES = Array.from({ length: TILE_COUNT }, (_, tile) => tile).filter((tile) => {
  const x = ((tile % TILES) + 0.5) / TILES - 0.5;
  const y = (Math.floor(tile / TILES) + 0.5) / TILES - 0.5;
  return Math.hypot(x, y) <= FACE_REACH;
});

/** Eyelids, brows and lips: what must be told at once. Landmarks of MediaPipe's mesh. */
const TELLING_LANDMARKS = [159, 145, 386, 374, 105, 334, 13, 14, 61, 291] as const;

/**
 * Watches a face's picture between runs of the mesh: where pixels tell that nothing but an affine movement happened, the
 * network's answer is known. One step of Lucas and Kanade (IJCAI 1981) on 64 x 64 samples of luma or green; plans once,
 * allocates nothing.
 */
export function planFaceWatch(): FaceWatch {
  const look = new Int16Array(SAMPLES * SAMPLES);
  const slopeX = new Int16Array(SAMPLES * SAMPLES);
  const slopeY = new Int16Array(SAMPLES * SAMPLES);
  const columns = new Int32Array(SAMPLES);
  const rows = new Int32Array(SAMPLES);
  const sums = { lookSquares: tileArray(), xx: tileArray(), xy: tileArray(), yy: tileArray(), variance: tileArray() };
  const now = { squares: tileArray(), products: tileArray(), x: tileArray(), y: tileArray(), lookX: tileArray() };
  const lookY = tileArray();
  const residuals = tileArray();
  const telling = new Uint8Array(TILE_COUNT);
  const matrix = new Float64Array(UNKNOWNS * UNKNOWNS);
  const terms = new Float64Array(UNKNOWNS);
  const basis = new Float64Array(3);
  let lookSum = 0;
  let pitchX = 0;
  let pitchY = 0;
  let centreX = 0;
  let centreY = 0;
  let usable = false;

  /** Middle of a tile from the middle of the box, pixels. */
  function place(tile: number): void {
    basis[0] = 1;
    basis[1] = ((tile % TILES) - (TILES - 1) / 2) * PER_TILE * pitchX;
    basis[2] = (Math.floor(tile / TILES) - (TILES - 1) / 2) * PER_TILE * pitchY;
  }

  function lay(frame: Frame, points: Float32Array): boolean {
    let left = Number.POSITIVE_INFINITY;
    let top = Number.POSITIVE_INFINITY;
    let right = Number.NEGATIVE_INFINITY;
    let bottom = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < points.length; i += 3) {
      left = Math.min(left, points[i]);
      right = Math.max(right, points[i]);
      top = Math.min(top, points[i + 1]);
      bottom = Math.max(bottom, points[i + 1]);
    }
    left = Math.max(1, left);
    top = Math.max(1, top);
    right = Math.min(frame.widthPx - 2, right);
    bottom = Math.min(frame.heightPx - 2, bottom);
    if (!(Math.min(right - left, bottom - top) >= SMALLEST_BOX_PX)) return false;
    pitchX = (right - left) / SAMPLES;
    pitchY = (bottom - top) / SAMPLES;
    centreX = (left + right) / 2;
    centreY = (top + bottom) / 2;
    for (let i = 0; i < SAMPLES; i++) {
      columns[i] = Math.floor(left + (i + 0.5) * pitchX);
      rows[i] = Math.floor(top + (i + 0.5) * pitchY);
    }
    telling.fill(0);
    for (const landmark of TELLING_LANDMARKS) {
      const column = Math.floor((points[landmark * 3] - left) / (PER_TILE * pitchX));
      const row = Math.floor((points[landmark * 3 + 1] - top) / (PER_TILE * pitchY));
      // Eyes out of the picture cannot be watched.
      if (!(column >= 0 && column < TILES && row >= 0 && row < TILES)) return false;
      telling[row * TILES + column] = 1;
    }
    return true;
  }

  /** Least squares for the affine movement into `terms`; false where the face holds too little to tell. */
  function solve(gain: number): boolean {
    matrix.fill(0);
    terms.fill(0);
    let energy = 0;
    for (const tile of FACE_TILES) {
      place(tile);
      energy += sums.xx[tile] + sums.yy[tile];
      // The picture that moved by m is look - slope * m.
      const alongX = gain * now.lookX[tile] - now.x[tile];
      const alongY = gain * lookY[tile] - now.y[tile];
      for (let i = 0; i < 3; i++) {
        terms[i] += basis[i] * alongX;
        terms[3 + i] += basis[i] * alongY;
        for (let k = 0; k < 3; k++) {
          const share = basis[i] * basis[k];
          matrix[i * UNKNOWNS + k] += share * sums.xx[tile];
          matrix[i * UNKNOWNS + 3 + k] += share * sums.xy[tile];
          matrix[(3 + i) * UNKNOWNS + k] += share * sums.xy[tile];
          matrix[(3 + i) * UNKNOWNS + 3 + k] += share * sums.yy[tile];
        }
      }
    }
    for (let i = 0; i < UNKNOWNS; i++) matrix[i * UNKNOWNS + i] *= 1 + PRIOR_SHARE;
    return energy > 0 && solveDefinite(matrix, terms);
  }

  return {
    take(frame, points) {
      usable = lay(frame, points);
      if (!usable) return;
      const { data, offset, strideBytes, stepBytes } = brightest(frame);
      for (const memory of Object.values(sums)) memory.fill(0);
      now.lookX.fill(0);
      lookY.fill(0);
      lookSum = 0;
      const tileSum = residuals.fill(0);
      for (let row = 0, i = 0; row < SAMPLES; row++) {
        const line = offset + rows[row] * strideBytes;
        for (let column = 0; column < SAMPLES; column++, i++) {
          const at = line + columns[column] * stepBytes;
          const value = data[at];
          const dx = data[at + stepBytes] - data[at - stepBytes];
          const dy = data[at + strideBytes] - data[at - strideBytes];
          const tile = (row >> 3) * TILES + (column >> 3);
          look[i] = value;
          slopeX[i] = dx;
          slopeY[i] = dy;
          lookSum += value;
          tileSum[tile] += value;
          sums.lookSquares[tile] += value * value;
          sums.xx[tile] += 0.25 * dx * dx;
          sums.xy[tile] += 0.25 * dx * dy;
          sums.yy[tile] += 0.25 * dy * dy;
          now.lookX[tile] += 0.5 * value * dx;
          lookY[tile] += 0.5 * value * dy;
        }
      }
      for (let tile = 0; tile < TILE_COUNT; tile++) {
        const mean = tileSum[tile] / TILE_SAMPLES;
        sums.variance[tile] = sums.lookSquares[tile] / TILE_SAMPLES - mean * mean;
      }
    },
    follow(frame) {
      if (!usable) return null;
      const { data, offset, strideBytes, stepBytes } = brightest(frame);
      now.squares.fill(0);
      now.products.fill(0);
      now.x.fill(0);
      now.y.fill(0);
      let sum = 0;
      for (let row = 0, i = 0; row < SAMPLES; row++) {
        const line = offset + rows[row] * strideBytes;
        for (let band = 0; band < TILES; band++) {
          let squares = 0;
          let products = 0;
          let alongX = 0;
          let alongY = 0;
          for (const end = i + PER_TILE; i < end; i++) {
            const value = data[line + columns[i & (SAMPLES - 1)] * stepBytes];
            sum += value;
            squares += value * value;
            products += value * look[i];
            alongX += value * slopeX[i];
            alongY += value * slopeY[i];
          }
          const tile = (row >> 3) * TILES + band;
          now.squares[tile] += squares;
          now.products[tile] += products;
          now.x[tile] += 0.5 * alongX;
          now.y[tile] += 0.5 * alongY;
        }
      }
      if (sum === 0) return null;
      const gain = sum / lookSum;
      if (!solve(gain)) return null;
      for (const tile of FACE_TILES) {
        place(tile);
        const mx = terms[0] + terms[1] * basis[1] + terms[2] * basis[2];
        const my = terms[3] + terms[4] * basis[1] + terms[5] * basis[2];
        if (Math.hypot(mx, my) > FARTHEST_PX) return null;
        const differences = now.squares[tile] - 2 * gain * now.products[tile] + gain * gain * sums.lookSquares[tile];
        const alongX = now.x[tile] - gain * now.lookX[tile];
        const alongY = now.y[tile] - gain * lookY[tile];
        const moved =
          2 * (mx * alongX + my * alongY) +
          mx * mx * sums.xx[tile] +
          2 * mx * my * sums.xy[tile] +
          my * my * sums.yy[tile];
        residuals[tile] = Math.max(0, differences + moved) / TILE_SAMPLES;
      }
      const noise = NOISE_SPREAD * median(residuals);
      for (const tile of FACE_TILES) {
        if (telling[tile] && noise > TELLING_SHARE * 2 * sums.variance[tile]) return null;
        const gradient = (sums.xx[tile] + sums.yy[tile]) / (2 * TILE_SAMPLES);
        if (residuals[tile] > noise + TILE_SHIFT_PX * TILE_SHIFT_PX * gradient) return null;
      }
      // Brighter light makes the slopes steeper than the remembered ones.
      for (let i = 0; i < UNKNOWNS; i++) terms[i] /= gain;
      return { centreX, centreY, terms };
    },
  };
}

function tileArray(): Float64Array {
  return new Float64Array(TILE_COUNT);
}

function brightest({ colour, channels }: Frame): Channel {
  return channels[colour.model === "rgb" ? 1 : 0];
}

const sorted = new Float64Array(FACE_TILES.length);

/** Over the face's tiles. */
function median(values: Float64Array): number {
  for (let i = 0; i < sorted.length; i++) sorted[i] = values[FACE_TILES[i]];
  sorted.sort();
  return sorted[sorted.length >> 1];
}
