import {
  AVCOL_RANGE_JPEG,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT470BG,
  AVCOL_SPC_BT709,
  AVCOL_SPC_BT2020_CL,
  AVCOL_SPC_BT2020_NCL,
  AVCOL_SPC_FCC,
  AVCOL_SPC_SMPTE170M,
  AVCOL_SPC_SMPTE240M,
  type AVColorRange,
  type AVColorSpace,
} from "node-av/constants";

import type { ColourFormat } from "../base/frame.ts";

/** From this height on, unmarked video is taken for high definition. */
const HIGH_DEFINITION_PX = 720;

/** What a decoded picture says of its own colours. */
export interface PictureMarks {
  /** FFmpeg's name of the pixel format. */
  readonly pixelFormat: string;
  readonly heightPx: number;
  readonly range: AVColorRange;
  readonly matrix: AVColorSpace;
}

/**
 * How the samples of a picture become RGB.
 *
 * The picture's own marks decide. Without them: JPEG's formats and grey are full range, other YUV is limited; the matrix is
 * BT.709 from 720 lines on, else BT.601 (the custom of players, ITU-R BT.601 and BT.709). SMPTE 240M is read as BT.709 and
 * FCC as BT.601, from which they differ by less than 2 % in any coefficient. Source of the marks: ITU-T H.273.
 */
export function colourFormat(model: ColourFormat["model"], marks: PictureMarks): ColourFormat {
  return { model, range: model === "rgb" ? "full" : range(model, marks), matrix: matrix(marks) };
}

function range(model: ColourFormat["model"], marks: PictureMarks): ColourFormat["range"] {
  if (marks.pixelFormat.startsWith("yuvj")) return "full";
  if (marks.range === AVCOL_RANGE_JPEG) return "full";
  if (marks.range === AVCOL_RANGE_MPEG) return "limited";
  return model === "gray" ? "full" : "limited";
}

function matrix(marks: PictureMarks): ColourFormat["matrix"] {
  switch (marks.matrix) {
    case AVCOL_SPC_BT709:
    case AVCOL_SPC_SMPTE240M:
      return "bt709";
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
    case AVCOL_SPC_FCC:
      return "bt601";
    case AVCOL_SPC_BT2020_NCL:
    case AVCOL_SPC_BT2020_CL:
      return "bt2020";
    default:
      return marks.heightPx >= HIGH_DEFINITION_PX ? "bt709" : "bt601";
  }
}
