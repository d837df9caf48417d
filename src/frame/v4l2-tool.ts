import { execFile } from "node:child_process";

/** What v4l2-ctl answered, or why it did not in words that follow "v4l2-ctl". */
export type V4l2Answer = { readonly output: string } | { readonly refusal: string };

/** Runs v4l2-ctl on a device. Never rejects. */
export type V4l2Tool = (device: string, args: readonly string[]) => Promise<V4l2Answer>;

const TOOL_MS = 3_000;

/** Debian's v4l-utils: FFmpeg reads pictures from V4L2 and sets neither exposure nor gain. */
export const V4L2_CTL: V4l2Tool = (device, args) =>
  new Promise((answer) => {
    execFile("v4l2-ctl", ["-d", device, ...args], { timeout: TOOL_MS }, (error, stdout, stderr) => {
      if (error === null) answer({ output: stdout });
      else if (error.code === "ENOENT") answer({ refusal: "is not installed (apt-get install v4l-utils)" });
      else answer({ refusal: `says: ${stderr.trim().split("\n")[0] || "nothing"}` });
    });
  });
