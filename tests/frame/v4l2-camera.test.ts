import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

import { afterEach, describe, expect, test, vi } from "vitest";

import { openCamera } from "../../src/frame/camera.ts";
import { readCameraAddress } from "../../src/frame/camera-address.ts";
import { BOX_CLOCK } from "../../src/frame/camera-clock.ts";
import type { CameraClock, CameraSource, CameraTurn } from "../../src/frame/camera-source.ts";
import { openFfmpegInput } from "../../src/frame/ffmpeg-input.ts";
import { holdExposure } from "../../src/frame/v4l2-exposure.ts";
import type { V4l2Access } from "../../src/frame/v4l2-input.ts";
import { V4L2_CTL } from "../../src/frame/v4l2-tool.ts";

import { HASTY_CLOCK } from "./camera-contract.ts";
import { temporaryFolder } from "./made-files.ts";
import { DRIVERS, type MadeDriver, madeDriver } from "./v4l2-drivers.ts";
import { startV4l2StandIn, type V4l2StandIn } from "./v4l2-stand-in.ts";

const file = temporaryFolder();
const PATIENCE_MS = 60_000;
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function cameraOf(access: V4l2Access, query = "", clock: CameraClock = HASTY_CLOCK, device = "/dev/video0") {
  const address = readCameraAddress(`v4l2:${device}${query}`);
  if (!address) throw new Error("no address");
  const camera = openCamera(address, clock, access);
  open.push(() => camera.close());
  return camera;
}

async function standIn(driver: MadeDriver): Promise<V4l2StandIn> {
  const made = await startV4l2StandIn(driver.tool);
  open.push(() => made.close());
  return made;
}

/** The first turn that is wanted; those before it are passed over. */
async function turnOf(camera: CameraSource, wanted: (turn: CameraTurn) => boolean): Promise<CameraTurn> {
  const startMs = performance.now();
  const said: string[] = [];
  while (performance.now() - startMs < PATIENCE_MS) {
    const turn = await camera.next();
    if (turn === null) break;
    if (wanted(turn)) return turn;
    if (turn.kind === "state") said.push(`${turn.state.state}: ${turn.state.detail}`);
  }
  throw new Error(`not in time, only: ${said.join("; ")}`);
}

const detailOf = async (camera: CameraSource, state: string, words: RegExp) => {
  const turn = await turnOf(
    camera,
    (one) => one.kind === "state" && one.state.state === state && words.test(one.state.detail),
  );
  return turn.kind === "state" ? turn.state.detail : "";
};
const frameOf = async (camera: CameraSource) => {
  const turn = await turnOf(camera, ({ kind }) => kind === "frame");
  return turn.kind === "frame" ? turn.frame : null;
};

describe("a V4L2 camera is opened in the mode", () => {
  test.each([
    ["uvcvideo", "", { video_size: "640x480", framerate: "30", input_format: "yuyv422" }],
    ["uvcvideo", "?width=160&height=120", { video_size: "160x120", framerate: "30", input_format: "yuyv422" }],
    [
      "uvcvideo",
      "?format=MJPG&width=160&height=120",
      { video_size: "160x120", framerate: "30", input_format: "mjpeg" },
    ],
    ["bcm2835", "", { video_size: "1280x720", framerate: "30", input_format: "yuv420p" }],
    ["bcm2835", "?width=800&height=600&rate=25", { video_size: "800x600", framerate: "25", input_format: "yuv420p" }],
    ["bcm2835", "?width=801&height=600", { video_size: "640x480", framerate: "30", input_format: "yuv420p" }],
    ["vivid", "", { video_size: "1280x720", framerate: "30", input_format: "nv16" }],
  ] as const)("of %s with the wish %s", async (name, query, options) => {
    const made = await standIn(madeDriver(DRIVERS[name]));
    const camera = cameraOf(
      { tool: made.tool, open: async (target) => made.open(target, () => 0, AbortSignal.abort()) },
      query,
    );
    await turnOf(camera, () => made.opened.length > 0);
    expect(made.opened[0]).toMatchObject({
      url: "/dev/video0",
      format: "v4l2",
      stamps: "source",
      isPolled: true,
      options,
    });
  });

  test("that its pictures then have, raw and as JPEG, and a wish that is not met is told", async () => {
    for (const [query, words] of [
      ["?width=160&height=120", /^$/],
      ["?width=176&height=144", /does not offer what was asked for: it sends 160 x 120 pixels of YUYV at 30/],
      ["?width=160&height=120&format=mjpeg", /^$/],
    ] as const) {
      const made = await standIn(madeDriver(DRIVERS.uvcvideo));
      const camera = cameraOf(made, query);
      if (words.source !== "^$") await detailOf(camera, "streaming", words);
      expect(await frameOf(camera)).toMatchObject({ widthPx: 160, heightPx: 120, tMs: 0 });
    }
  });
});

describe("a V4L2 camera holds still", () => {
  test("of uvcvideo everything: what is automatic is switched off before its value is written, at what it was found", async () => {
    const driver = madeDriver(DRIVERS.uvcvideo);
    driver.lightChanges();
    expect(await holdExposure(driver.tool, "/dev/video0")).toBe(
      "Held still: exposure at 164, gain at 12, white balance at 4607. Its anti-flicker is set to 50 Hz.",
    );
    expect(driver.writes).toEqual([
      "exposure_dynamic_framerate=0",
      "auto_exposure=1",
      "exposure_time_absolute=164",
      "gain=12",
      "white_balance_automatic=0",
      "white_balance_temperature=4607",
    ]);
    driver.lightChanges();
    expect(driver.values.get("exposure_time_absolute")).toBe(164);
  });

  test("of bcm2835 exposure and white balance, and says that its sensitivity stays the firmware's", async () => {
    const driver = madeDriver(DRIVERS.bcm2835);
    expect(await holdExposure(driver.tool, "/dev/video0")).toBe(
      "Held still: exposure at 1000, white balance. The camera does not let gain be held: it may wander and take the pulse with it. Its anti-flicker is off.",
    );
    expect(driver.values.get("auto_exposure")).toBe(1);
    expect(driver.values.get("white_balance_auto_preset")).toBe(0);
  });

  test("of vivid its gain, and says that it has no exposure", async () => {
    const driver = madeDriver(DRIVERS.vivid);
    expect(await holdExposure(driver.tool, "/dev/video0")).toBe(
      "Held still: gain at 100. The camera does not let exposure be held: it may wander and take the pulse with it.",
    );
    expect(driver.writes).toEqual(["gain_automatic=0", "gain=100"]);
  });

  test("while it streams, two seconds after it was opened, on a page that says so", async () => {
    const driver = madeDriver(DRIVERS.uvcvideo);
    const made = await standIn(driver);
    const camera = cameraOf(made, "?width=160&height=120", BOX_CLOCK);
    await frameOf(camera);
    expect(driver.writes).toEqual([]);
    expect(await detailOf(camera, "streaming", /Held still/)).toContain("exposure at 157");
  });

  test("lets anti-flicker be found out before it streams where that is off, and leaves a frequency that is set", async () => {
    for (const [name, writes] of [
      ["bcm2835", ["power_line_frequency=3"]],
      ["uvcvideo", []],
    ] as const) {
      const driver = madeDriver(DRIVERS[name]);
      const made = await standIn(driver);
      let written: readonly string[] | null = null;
      const camera = cameraOf({
        tool: made.tool,
        open: async (target) => {
          written ??= [...driver.writes];
          return made.open(target, () => 0, AbortSignal.abort());
        },
      });
      await turnOf(camera, () => written !== null);
      expect(written).toEqual(writes);
    }
  });
});

describe("a V4L2 camera that cannot be used says why, and is opened again when it can", () => {
  test.each([
    ["unplugged", "v4l2:/dev/video0 is not there (is it plugged in?): trying again."],
    ["busy", "v4l2:/dev/video0 is in use by another program: trying again."],
    ["forbidden", "v4l2:/dev/video0 may not be opened by this user (add it to the group video): trying again."],
    ["refuses the mode", "v4l2:/dev/video0 does not take these settings: trying again."],
  ] as const)("%s", async (fault, sentence) => {
    const made = await standIn(madeDriver(DRIVERS.uvcvideo));
    made.fault = fault;
    const camera = cameraOf(made, "?width=160&height=120");
    expect(await detailOf(camera, "lost", /./)).toBe(sentence);
    made.plug();
    expect(await frameOf(camera)).toMatchObject({ widthPx: 160, tMs: 0 });
  });

  test("unplugged in mid-stream: silence until it is back, and a gap in its time", async () => {
    const made = await standIn(madeDriver(DRIVERS.uvcvideo));
    const camera = cameraOf(made, "?width=160&height=120");
    let lastMs = 0;
    for (let n = 0; n < 20; n++) lastMs = (await frameOf(camera))?.tMs ?? 0;
    made.unplug();
    expect(await detailOf(camera, "lost", /./)).toBe(
      "v4l2:/dev/video0 is not there (is it plugged in?): trying again.",
    );
    const silence = await turnOf(camera, ({ kind }) => kind === "silence");
    made.plug();
    const back = (await frameOf(camera))?.tMs ?? 0;
    if (silence.kind !== "silence") throw new Error("no silence");
    expect(silence.tMs).toBeGreaterThan(lastMs);
    expect(back).toBeGreaterThan(silence.tMs);
  });
});

describe("FFmpeg's own V4L2 input, of which only the refusals can be had without a device,", () => {
  const real: V4l2Access = { tool: madeDriver(DRIVERS.uvcvideo).tool, open: openFfmpegInput };

  test("tells a device that is not there, and one that is no camera", async () => {
    const missing = file("video9");
    expect(await detailOf(cameraOf(real, "", HASTY_CLOCK, missing), "lost", /./)).toBe(
      `v4l2:${missing} is not there (is it plugged in?): trying again.`,
    );
    expect(await detailOf(cameraOf(real, "", HASTY_CLOCK, "/dev/null"), "lost", /./)).toBe(
      "v4l2:/dev/null is no camera: trying again.",
    );
  });

  test("tells a device that this user may not open", async () => {
    const path = file("video8");
    writeFileSync(path, "", { mode: 0o000 });
    const root = process.geteuid?.() === 0;
    chmodSync(dirname(path), 0o755);
    if (root) process.seteuid?.(65_534);
    try {
      expect(await detailOf(cameraOf(real, "", HASTY_CLOCK, path), "lost", /./)).toBe(
        `v4l2:${path} may not be opened by this user (add it to the group video): trying again.`,
      );
    } finally {
      if (root) process.seteuid?.(0);
    }
  });
});

describe("v4l2-ctl", () => {
  function onPath(script: string | null): void {
    const folder = mkdtempSync(file("bin-"));
    const path = join(folder, "v4l2-ctl");
    if (script !== null) writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const rest = script === null ? "" : `${delimiter}${process.env.PATH}`;
    vi.stubEnv("PATH", `${folder}${rest}`);
  }
  afterEach(() => void vi.unstubAllEnvs());

  test("is asked of the device, and what it prints is the answer", async () => {
    onPath('printf "%s|" "$@"');
    expect(await V4L2_CTL("/dev/video3", ["--set-ctrl", "gain=4"])).toEqual({
      output: "-d|/dev/video3|--set-ctrl|gain=4|",
    });
  });

  test("that fails is told in its own first line, or in words where it has none", async () => {
    onPath('echo "Cannot open device /dev/video3, exiting." >&2; echo more >&2; exit 1');
    expect(await V4L2_CTL("/dev/video3", [])).toEqual({ refusal: "says: Cannot open device /dev/video3, exiting." });
    onPath("exit 255");
    expect(await V4L2_CTL("/dev/video3", [])).toEqual({ refusal: "says: nothing" });
  });

  test("that is missing, or never ends, is told too, and the camera streams without it", async () => {
    onPath(null);
    expect(await V4L2_CTL("/dev/video3", [])).toEqual({ refusal: "is not installed (apt-get install v4l-utils)" });
    const made = await standIn(madeDriver(DRIVERS.uvcvideo));
    const camera = cameraOf({ tool: V4L2_CTL, open: made.open }, "?width=160&height=120");
    expect(await detailOf(camera, "streaming", /wander/)).toBe(
      "Exposure, gain and white balance may wander and take the pulse with them: v4l2-ctl is not installed (apt-get install v4l-utils).",
    );
    expect(await frameOf(camera)).toMatchObject({ widthPx: 160 });
    onPath("exec sleep 60");
    expect(await V4L2_CTL("/dev/video3", [])).toMatchObject({ refusal: expect.stringContaining("says") });
  }, 30_000);
});
