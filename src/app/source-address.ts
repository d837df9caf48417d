import { existsSync, readFileSync } from "node:fs";

import { AfarError } from "../base/errors.ts";
import { openCamera } from "../frame/camera.ts";
import { type Credentials, readCameraAddress } from "../frame/camera-address.ts";
import type { CameraSource } from "../frame/camera-source.ts";
import { CameraLoss } from "../frame/live-input.ts";
import { openLoopedVideo } from "../frame/looped-video.ts";
import { planPacedCamera } from "../frame/paced-camera.ts";
import { openVideoFile } from "../frame/video-file.ts";
import { openCachedLoop } from "../phantom/phantom-cache.ts";
import { loadLoopedScenario } from "../phantom/scenario-file.ts";

import type { BedPlan, CameraOptions } from "./bed-plan.ts";

const PREFIXED = /^(phantom|loop):(.+)$/is;
const SCHEME = /^([a-z][a-z0-9+.-]+):/i;

/**
 * Opens what `--source` or the configuration names, as a camera: rtsp(s)://, http(s)://, v4l2:, `loop:FILE`, a video file, or
 * `phantom:SCENARIO`, which is rendered once into `cacheDir`. A live camera that is missing is no error: it is waited for.
 * `onProgress` tells how far the rendering is, 0..1.
 *
 * Throws AfarError USAGE for an address that is not understood, and what the file or the scenario has to say; no message holds a
 * password.
 */
export async function openSource(
  { source: address, camera = {} }: Pick<BedPlan, "source" | "camera">,
  cacheDir: string,
  onProgress: (share: number) => void,
): Promise<CameraSource> {
  const [, written, rest] = PREFIXED.exec(address) ?? [];
  const prefix = written?.toLowerCase();
  if (prefix === "phantom") {
    const loop = await openCachedLoop(loadLoopedScenario(rest), cacheDir, (done, of) => onProgress(done / of));
    return planPacedCamera(address, loop);
  }
  if (prefix === "loop") return planPacedCamera(address, openLoopedVideo(rest));
  const live = readCameraAddress(address, liveOptions(camera));
  if (live) return openCamera(live);
  const scheme = SCHEME.exec(address);
  if (scheme && !existsSync(address)) {
    const known = "rtsp://, rtsps://, http://, https://, v4l2:, loop:FILE, phantom:SCENARIO or a video file";
    throw new AfarError("USAGE", `${scheme[1]}: sources are not understood: give ${known} instead of ${scheme[1]}:...`);
  }
  return planPacedCamera(address, openVideoFile(address));
}

function liveOptions(camera: CameraOptions) {
  const { transport, timeoutS, widthPx = null, heightPx = null, rateHz = null, format: pixelFormat = null } = camera;
  return {
    transport,
    stalledMs: timeoutS === undefined ? undefined : 1000 * timeoutS,
    wish: { widthPx, heightPx, rateHz, pixelFormat },
    locksExposure: camera.lockExposure,
    decodesInHardware: camera.decoder === "hardware",
    credentials: () => credentialsOf(camera),
  };
}

/** Throws CameraLoss where the password cannot be read: the camera is missing then, until it can. */
function credentialsOf({ user, passwordFile, passwordVariable }: CameraOptions): Credentials | null {
  if (user === undefined) return null;
  if (passwordFile !== undefined) {
    try {
      return { user, password: readFileSync(passwordFile, "utf8").split(/\r?\n/)[0] };
    } catch {
      throw new CameraLoss(`needs a password, and ${passwordFile} cannot be read`, false, "no-password");
    }
  }
  const password = passwordVariable === undefined ? "" : process.env[passwordVariable];
  if (password === undefined)
    throw new CameraLoss(`needs a password, and ${passwordVariable} is not set`, false, "no-password");
  return { user, password };
}
