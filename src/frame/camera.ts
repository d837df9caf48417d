import { lookup } from "node:dns/promises";
import { isIP } from "node:net";

import { type CameraAddress, urlWith } from "./camera-address.ts";
import { BOX_CLOCK } from "./camera-clock.ts";
import type { CameraClock, CameraSource } from "./camera-source.ts";
import { openFfmpegInput } from "./ffmpeg-input.ts";
import { CameraLoss, type Connect } from "./live-input.ts";
import { planReconnectingCamera } from "./reconnecting-camera.ts";
import { BOX_V4L2, openV4l2Input, type V4l2Access } from "./v4l2-input.ts";

/** A live camera. It opens with the first turn that is asked for, and never throws for what is wrong with the camera. */
export function openCamera(
  address: CameraAddress,
  clock: CameraClock = BOX_CLOCK,
  v4l2: V4l2Access = BOX_V4L2,
): CameraSource {
  return planReconnectingCamera(address.name, connection(address, clock, v4l2), clock, address.stalledMs ?? undefined);
}

function connection(address: CameraAddress, clock: CameraClock, v4l2: V4l2Access): Connect {
  if (address.kind === "network") {
    const { host, target, credentials } = address;
    return async (signal) => {
      if (isIP(host) === 0) await refuseUnknownName(host);
      return openFfmpegInput({ ...target, url: urlWith(target, credentials()) }, clock.nowMs, signal);
    };
  }
  return (signal) => openV4l2Input(address, v4l2, clock, signal);
}

/** FFmpeg would only tell of an input error. */
async function refuseUnknownName(host: string): Promise<void> {
  try {
    await lookup(host);
  } catch {
    throw new CameraLoss(`has a name that is not known here (${host})`, false, "unknown-name");
  }
}
