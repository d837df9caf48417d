/** How a camera is to be opened; what is left out is left to the camera and to Afar. No password stands in it. */
export interface CameraOptions {
  /** How RTSP carries its pictures. */
  readonly transport?: "tcp" | "udp";
  /** Time without a picture after which the camera is lost, s. */
  readonly timeoutS?: number;
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly rateHz?: number;
  /** FFmpeg's name of the camera's own format, such as "mjpeg" or "yuyv422". */
  readonly format?: string;
  /** Exposure and white balance are held still. */
  readonly lockExposure?: boolean;
  /** What decodes; "hardware" where the box has a device that can, else the processor. */
  readonly decoder?: "processor" | "hardware";
  readonly user?: string;
  /** File whose first line is the password, absolute. */
  readonly passwordFile?: string;
  /** Environment variable that holds the password. */
  readonly passwordVariable?: string;
}

/** Environment variable in which a bed's process finds its plan, as JSON; only the process's own user can read it. */
export const PLAN_VARIABLE = "AFAR_BED_PLAN";

/** What the station tells a bed's process. */
export interface BedPlan {
  readonly bed: string;
  /** Shown to the reader. */
  readonly label: string;
  /** May hold a password: it is shown only through the name of its camera. */
  readonly source: string;
  readonly demo: boolean;
  /** Corners of the part of the upright view in which the patient is looked for, x0, y0, x1, ..., as shares of it. */
  readonly zone?: readonly number[];
  readonly camera?: CameraOptions;
  /** Name of the learned network that is a further witness. */
  readonly network?: string;
}

/** The demonstration of a station that was never configured: hearts of three speeds. */
export const DEMONSTRATION: readonly BedPlan[] = [
  { bed: "1", label: "Bed 1", source: "phantom:demo-adult", demo: true },
  { bed: "2", label: "Bed 2", source: "phantom:demo-bradycardia", demo: true },
];
