import type { ModeWish } from "./camera-address.ts";

/** One way in which a camera can send its pictures. */
export interface V4l2Mode {
  /** V4L2's name of the pixel format, such as "YUYV". */
  readonly pixelFormat: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rateHz: number;
}

/** FFmpeg's name of each pixel format that it reads from V4L2; compressed ones by their codec. */
const FFMPEG_NAMES: Readonly<Record<string, string>> = {
  YUYV: "yuyv422",
  UYVY: "uyvy422",
  YVYU: "yvyu422",
  NV12: "nv12",
  NV21: "nv21",
  NV16: "nv16",
  YU12: "yuv420p",
  "422P": "yuv422p",
  GREY: "gray",
  RGB3: "rgb24",
  BGR3: "bgr24",
  MJPG: "mjpeg",
  JPEG: "mjpeg",
  H264: "h264",
  HEVC: "hevc",
};
const COMPRESSED = new Set(["MJPG", "JPEG", "H264", "HEVC"]);
/** Slower than this the second harmonic of a fast heart is lost. */
const LEAST_RATE_HZ = 24;
const USUAL_RATE_HZ = 30;
/** More pixels cost more than they tell. */
const MOST_PIXELS = 1280 * 720;

/** FFmpeg's name of a pixel format by V4L2's or its own name; null for one that it cannot read from V4L2. */
export function ffmpegPixelFormat(name: string): string | null {
  return FFMPEG_NAMES[name.toUpperCase()] ?? (Object.values(FFMPEG_NAMES).includes(name) ? name : null);
}

/** Of a driver that names bounds and no sizes: what most sensors have. */
const USUAL_SIZES = [
  [1280, 720],
  [640, 480],
] as const;

const OPEN_WISH: ModeWish = { widthPx: null, heightPx: null, rateHz: null, pixelFormat: null };

/**
 * Reads `v4l2-ctl --list-formats-ext`. Of a driver that names bounds instead of sizes or rates there are the wish and what is
 * usual, as far as they lie within; where it names no rate at all, it is asked for one and may send another.
 */
export function readModes(listing: string, wish: ModeWish = OPEN_WISH): V4l2Mode[] {
  const modes: V4l2Mode[] = [];
  const wishedHz = wish.rateHz ?? USUAL_RATE_HZ;
  let pixelFormat = "";
  let size: readonly [number, number] | null = null;
  for (const line of listing.split("\n")) {
    const format = /^\s*(?:\[\d+\]|Pixel Format)\s*: '(.{4})'/.exec(line);
    const discrete = /Size: Discrete (\d+)x(\d+)/.exec(line);
    const bounds = /Size: (?:Stepwise|Continuous) (\d+)x(\d+) - (\d+)x(\d+)(?: with step (\d+)\/(\d+))?/.exec(line);
    const rates = /Interval: (?:Stepwise|Continuous) .*\(([\d.]+)-([\d.]+) fps\)/.exec(line);
    const interval = /Interval: Discrete [\d.]+s \(([\d.]+) fps\)/.exec(line);
    if (format) {
      pixelFormat = format[1].trim();
      size = null;
    } else if (discrete) size = [Number(discrete[1]), Number(discrete[2])];
    else if (bounds) {
      size = null;
      for (const [widthPx, heightPx] of sizesWithin(bounds.slice(1).map(Number), wish)) {
        modes.push({ pixelFormat, widthPx, heightPx, rateHz: wishedHz });
      }
    } else if (size && (interval || rates)) {
      const [least, most] = interval
        ? [Number(interval[1]), Number(interval[1])]
        : [Number(rates?.[1]), Number(rates?.[2])];
      const rateHz = Math.min(Math.max(wishedHz, least), most);
      modes.push({ pixelFormat, widthPx: size[0], heightPx: size[1], rateHz });
    }
  }
  return modes;
}

/** `bounds`: least width and height, largest, and the steps, NaN for any. */
function sizesWithin(bounds: readonly number[], { widthPx, heightPx }: ModeWish): (readonly [number, number])[] {
  const [leastWidth, leastHeight, mostWidth, mostHeight, stepX, stepY] = bounds;
  const wished = widthPx !== null && heightPx !== null ? [[widthPx, heightPx] as const] : [];
  const fits = (px: number, least: number, most: number, step: number) =>
    px >= least && px <= most && (px - least) % (step || 1) === 0;
  return [...wished, ...USUAL_SIZES].filter(
    ([width, height]) => fits(width, leastWidth, mostWidth, stepX) && fits(height, leastHeight, mostHeight, stepY),
  );
}

/**
 * The mode that is nearest to the wish; what is left open is chosen for the pulse: at least 24 pictures a second, then
 * uncompressed, then the largest picture up to 1280 x 720, then the rate nearest to 30. Null where FFmpeg reads none.
 */
export function chooseMode(modes: readonly V4l2Mode[], wish: ModeWish): V4l2Mode | null {
  const wished = wish.pixelFormat === null ? null : ffmpegPixelFormat(wish.pixelFormat);
  const costs = (mode: V4l2Mode): number[] => {
    const pixels = mode.widthPx * mode.heightPx;
    return [
      wished !== null && ffmpegPixelFormat(mode.pixelFormat) !== wished ? 1 : 0,
      off(mode.widthPx, wish.widthPx) + off(mode.heightPx, wish.heightPx),
      off(mode.rateHz, wish.rateHz),
      mode.rateHz >= LEAST_RATE_HZ ? 0 : 1,
      COMPRESSED.has(mode.pixelFormat) ? 1 : 0,
      pixels > MOST_PIXELS ? pixels : -pixels,
      Math.abs(mode.rateHz - USUAL_RATE_HZ),
    ];
  };
  const readable = modes.filter(({ pixelFormat }) => ffmpegPixelFormat(pixelFormat) !== null);
  return readable.toSorted((a, b) => compare(costs(a), costs(b)))[0] ?? null;
}

function off(value: number, wish: number | null): number {
  return wish === null ? 0 : Math.abs(Math.log(value / wish));
}

function compare(a: readonly number[], b: readonly number[]): number {
  const first = a.findIndex((cost, i) => Math.abs(cost - b[i]) > 1e-9);
  return first < 0 ? 0 : a[first] - b[first];
}
