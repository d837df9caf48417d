import { describe, expect, test } from "vitest";

import type { ModeWish } from "../../src/frame/camera-address.ts";
import { holdExposure, readControls } from "../../src/frame/v4l2-exposure.ts";
import { chooseMode, readModes } from "../../src/frame/v4l2-mode.ts";
import type { V4l2Tool } from "../../src/frame/v4l2-tool.ts";

/** What a USB camera might tell, written by hand after the manual of v4l2-ctl. */
const FORMATS = `ioctl: VIDIOC_ENUM_FMT
	Type: Video Capture

	[0]: 'MJPG' (Motion-JPEG, compressed)
		Size: Discrete 1920x1080
			Interval: Discrete 0.033s (30.000 fps)
		Size: Discrete 1280x720
			Interval: Discrete 0.017s (60.000 fps)
			Interval: Discrete 0.033s (30.000 fps)
		Size: Discrete 640x480
			Interval: Discrete 0.033s (30.000 fps)
	[1]: 'YUYV' (YUYV 4:2:2)
		Size: Discrete 1280x720
			Interval: Discrete 0.100s (10.000 fps)
		Size: Discrete 640x480
			Interval: Discrete 0.033s (30.000 fps)
			Interval: Discrete 0.067s (15.000 fps)
	[2]: 'Z16 ' (16-bit Depth)
		Size: Discrete 640x480
			Interval: Discrete 0.033s (30.000 fps)
`;

/** A driver that keeps the values it is told, and refuses some controls; it prints them after the manual of v4l2-ctl. */
function madeDriver(refused: readonly string[] = [], without: readonly string[] = []) {
  const values = new Map([
    ["white_balance_automatic", 1],
    ["gain", 64],
    ["white_balance_temperature", 4600],
    ["auto_exposure", 3],
    ["exposure_time_absolute", 157],
    ["exposure_dynamic_framerate", 1],
  ]);
  for (const name of without) values.delete(name);
  const line = (name: string, rest: string) =>
    values.has(name) ? `${name.padStart(31)} 0x009a0901 ${rest} value=${values.get(name)}\n` : "";
  const listing = () =>
    `
User Controls

${line("white_balance_automatic", "(bool)   : default=1")}${line("gain", "(int)    : min=0 max=255 step=1 default=0")}${line("white_balance_temperature", "(int)    : min=2000 max=6500 step=1 default=4000")}
Camera Controls

${line("auto_exposure", "(menu)   : min=0 max=3 default=3")}				1: Manual Mode
				3: Aperture Priority Mode
${line("exposure_time_absolute", "(int)    : min=3 max=2047 step=1 default=250")}${line("exposure_dynamic_framerate", "(bool)   : default=0")}`;
  const tool: V4l2Tool = async (_, [command, setting]) => {
    if (command === "--list-ctrls-menus") return { output: listing() };
    const [name, value] = setting.split("=");
    if (!values.has(name) || refused.includes(name)) return { refusal: `says: ${name}: failed: Permission denied` };
    values.set(name, Number(value));
    return { output: "" };
  };
  return { tool, values };
}

const OPEN: ModeWish = { widthPx: null, heightPx: null, rateHz: null, pixelFormat: null };

describe("the modes of a V4L2 camera", () => {
  const modes = readModes(FORMATS);

  test("are read with size, rate and format", () => {
    expect(modes).toHaveLength(8);
    expect(modes[1]).toEqual({ pixelFormat: "MJPG", widthPx: 1280, heightPx: 720, rateHz: 60 });
    expect(readModes("")).toEqual([]);
  });

  test("of a driver that names bounds are the wish and usual sizes within them, at the wished rate or 30", () => {
    const read = (size: string, interval: string, wish = OPEN) =>
      readModes(`\t[0]: 'YUYV' (YUYV 4:2:2)\n\t\tSize: ${size}\n${interval}`, wish).map(
        ({ widthPx, heightPx, rateHz }) => [widthPx, heightPx, rateHz],
      );
    expect(read("Stepwise 32x32 - 2592x1944 with step 2/2", "")).toEqual([
      [1280, 720, 30],
      [640, 480, 30],
    ]);
    expect(read("Continuous 32x32 - 800x600", "", { ...OPEN, widthPx: 799, heightPx: 599, rateHz: 25 })).toEqual([
      [799, 599, 25],
      [640, 480, 25],
    ]);
    expect(read("Stepwise 16x16 - 320x240 with step 16/16", "")).toEqual([]);
    const bounds = "\t\t\tInterval: Stepwise 0.011s - 0.050s with step 0.001s (20.000-90.000 fps)\n";
    expect(read("Discrete 640x480", bounds)).toEqual([[640, 480, 30]]);
    expect(read("Discrete 640x480", bounds, { ...OPEN, rateHz: 120 })).toEqual([[640, 480, 90]]);
    expect(read("Discrete 640x480", "\t\t\tInterval: Continuous 0.050s - 1.000s (1.000-20.000 fps)\n")).toEqual([
      [640, 480, 20],
    ]);
  });

  test("are chosen for the pulse where nothing is asked: fast enough, uncompressed, large", () => {
    expect(chooseMode(modes, OPEN)).toEqual({ pixelFormat: "YUYV", widthPx: 640, heightPx: 480, rateHz: 30 });
  });

  test("follow the wish for size, rate and format, by V4L2's or FFmpeg's name", () => {
    expect(chooseMode(modes, { ...OPEN, pixelFormat: "MJPG" })).toMatchObject({
      pixelFormat: "MJPG",
      widthPx: 1280,
      rateHz: 30,
    });
    expect(chooseMode(modes, { ...OPEN, pixelFormat: "mjpeg", rateHz: 60 })).toMatchObject({
      widthPx: 1280,
      rateHz: 60,
    });
    expect(chooseMode(modes, { ...OPEN, widthPx: 1920, heightPx: 1080 })).toMatchObject({ widthPx: 1920, rateHz: 30 });
    expect(chooseMode(modes, { ...OPEN, rateHz: 10, pixelFormat: "yuyv422" })).toMatchObject({
      widthPx: 1280,
      rateHz: 10,
    });
  });

  test("never hold a format that cannot be read", () => {
    expect(
      chooseMode(
        modes.filter(({ pixelFormat }) => pixelFormat === "Z16"),
        OPEN,
      ),
    ).toBeNull();
  });
});

describe("exposure, gain and white balance", () => {
  test("are read with their menus", () => {
    const controls = readControls(`
                  auto_exposure 0x009a0901 (menu)   : min=0 max=3 default=3 value=3 (Aperture Priority Mode)
				1: Manual Mode
				3: Aperture Priority Mode
         exposure_time_absolute 0x009a0902 (int)    : min=3 max=2047 step=1 default=250 value=157 flags=inactive
`);
    expect(controls.get("auto_exposure")?.menu.get(1)).toBe("Manual Mode");
    expect(controls.get("exposure_time_absolute")?.value).toBe(157);
  });

  test("are held at what the camera had found, and it is said at which values", async () => {
    const { tool, values } = madeDriver();
    expect(await holdExposure(tool, "/dev/video0")).toBe(
      "Held still: exposure at 157, gain at 64, white balance at 4600.",
    );
    expect(Object.fromEntries(values)).toEqual({
      white_balance_automatic: 0,
      gain: 64,
      white_balance_temperature: 4600,
      auto_exposure: 1,
      exposure_time_absolute: 157,
      exposure_dynamic_framerate: 0,
    });
  });

  test("are warned of where the driver refuses", async () => {
    const { tool } = madeDriver(["auto_exposure"]);
    expect(await holdExposure(tool, "/dev/video0")).toBe(
      "Held still: gain at 64, white balance at 4600. The camera does not let exposure be held: it may wander and take the pulse with it.",
    );
  });

  test("are warned of where the camera has no such control", async () => {
    const { tool } = madeDriver(
      [],
      ["auto_exposure", "exposure_time_absolute", "gain", "white_balance_automatic", "white_balance_temperature"],
    );
    expect(await holdExposure(tool, "/dev/video0")).toBe(
      "The camera does not let exposure be held: it may wander and take the pulse with it.",
    );
  });

  test("are warned of where v4l2-ctl is missing", async () => {
    const missing: V4l2Tool = async () => ({ refusal: "is not installed (apt-get install v4l-utils)" });
    expect(await holdExposure(missing, "/dev/video0")).toBe(
      "Exposure, gain and white balance may wander and take the pulse with them: v4l2-ctl is not installed (apt-get install v4l-utils).",
    );
  });
});
