import { expect, test } from "vitest";

import type { V4l2Tool } from "../../src/frame/v4l2-tool.ts";
import { checkCameras } from "../../src/app/doctor-cameras.ts";

/** As v4l2-ctl prints what a USB camera tells. */
const LISTINGS: Readonly<Record<string, string>> = {
  "/dev/video0": `ioctl: VIDIOC_ENUM_FMT
	Type: Video Capture

	[0]: 'MJPG' (Motion-JPEG, compressed)
		Size: Discrete 1280x720
			Interval: Discrete 0.017s (60.000 fps)
			Interval: Discrete 0.033s (30.000 fps)
	[1]: 'YUYV' (YUYV 4:2:2)
		Size: Discrete 640x480
			Interval: Discrete 0.033s (30.000 fps)
`,
  "/dev/video1": "ioctl: VIDIOC_ENUM_FMT\n\tType: Video Capture\n\n",
  "/dev/video2": `	[0]: 'Z16 ' (16-bit Depth)
		Size: Discrete 640x480
			Interval: Discrete 0.033s (30.000 fps)
`,
};
const tool: V4l2Tool = async (device) =>
  device in LISTINGS ? { output: LISTINGS[device] } : { refusal: "says: Cannot open device" };
const device = (path: string, name = "") => ({ path, name });

test("a camera is told with all its modes, the one that Afar takes and its address", async () => {
  const [verdict] = await checkCameras([device("/dev/video0", "USB camera")], tool);
  expect(verdict.state).toBe("ok");
  for (const words of [
    "/dev/video0 (USB camera)",
    "MJPG 1280x720 at 60, 30",
    "YUYV 640x480 at 30",
    "Afar takes YUYV 640x480 at 30",
    "--source v4l2:/dev/video0",
  ]) {
    expect(verdict.detail).toContain(words);
  }
});

test("a device without pictures is left out, and alone is no camera", async () => {
  expect(await checkCameras([device("/dev/video0"), device("/dev/video1")], tool)).toHaveLength(1);
  expect(await checkCameras([device("/dev/video1")], tool)).toEqual([
    { state: "ok", detail: expect.stringContaining("no camera"), remedy: null },
  ]);
});

test("a camera whose pictures cannot be read is a warning that names their format", async () => {
  const [verdict] = await checkCameras([device("/dev/video2")], tool);
  expect(verdict).toMatchObject({ state: "warning", detail: expect.stringContaining("Z16") });
});

test("a device that may not be opened, and v4l2-ctl that is missing, are warnings with their own remedies", async () => {
  const [refused] = await checkCameras([device("/dev/video9")], tool);
  expect(refused).toMatchObject({ state: "warning", remedy: expect.stringContaining("group video") });
  const missing: V4l2Tool = async () => ({ refusal: "is not installed (apt-get install v4l-utils)" });
  const [untold] = await checkCameras([device("/dev/video0")], missing);
  expect(untold).toEqual({
    state: "warning",
    detail: "the modes of /dev/video0 are unknown: v4l2-ctl is not installed",
    remedy: "run apt-get install v4l-utils",
  });
});
