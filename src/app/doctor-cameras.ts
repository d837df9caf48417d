import { readdirSync, readFileSync } from "node:fs";

import { chooseMode, ffmpegPixelFormat, readModes, type V4l2Mode } from "../frame/v4l2-mode.ts";
import { V4L2_CTL, type V4l2Tool } from "../frame/v4l2-tool.ts";

import { fine, type Verdict, warning } from "./doctor-finding.ts";

/** A video device of this box. */
export interface VideoDevice {
  /** Such as /dev/video0. */
  readonly path: string;
  /** As its driver calls it; "" where that is not told. */
  readonly name: string;
}

/** The video devices of this box, by number; none where the system has no such folder. Allocates. */
export function listVideoDevices(): VideoDevice[] {
  return entriesOf("/dev")
    .flatMap((entry) => /^video(\d+)$/.exec(entry)?.[1] ?? [])
    .sort((a, b) => Number(a) - Number(b))
    .map((number) => ({ path: `/dev/video${number}`, name: nameOf(number) }));
}

/** One verdict a camera with its modes, or one that there is none. A device that sends no pictures is left out. */
export async function checkCameras(devices: readonly VideoDevice[], tool: V4l2Tool = V4L2_CTL): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const device of devices) {
    const verdict = await checkCamera(device, tool);
    if (verdict) verdicts.push(verdict);
  }
  return verdicts.length > 0 ? verdicts : [fine("no camera is plugged into this box; network cameras need none")];
}

async function checkCamera({ path, name }: VideoDevice, tool: V4l2Tool): Promise<Verdict | null> {
  const called = name === "" ? path : `${path} (${name})`;
  const listed = await tool(path, ["--list-formats-ext"]);
  if ("refusal" in listed) {
    const [, remedy] = /\((apt-get [^)]+)\)/.exec(listed.refusal) ?? [];
    return warning(
      `the modes of ${called} are unknown: v4l2-ctl ${listed.refusal.replace(/ \(apt-get.*/, "")}`,
      remedy === undefined
        ? "see that this user is in the group video, and that no other program has it"
        : `run ${remedy}`,
    );
  }
  const modes = readModes(listed.output);
  if (modes.length === 0) return null;
  const chosen = chooseMode(modes, { widthPx: null, heightPx: null, rateHz: null, pixelFormat: null });
  if (chosen === null) {
    const formats = [...new Set(modes.map(({ pixelFormat }) => pixelFormat))].join(", ");
    return warning(`${called} sends only ${formats}, which cannot be read`, "take another camera");
  }
  return fine(`${called}: ${modeList(modes)}; Afar takes ${modeWords(chosen)} (--source v4l2:${path})`);
}

/** Sizes of each format that can be read, each with its rates. */
function modeList(modes: readonly V4l2Mode[]): string {
  const rates = new Map<string, number[]>();
  for (const { pixelFormat, widthPx, heightPx, rateHz } of modes) {
    if (ffmpegPixelFormat(pixelFormat) === null) continue;
    const key = `${pixelFormat} ${widthPx}x${heightPx}`;
    rates.set(key, [...(rates.get(key) ?? []), rateHz]);
  }
  return [...rates].map(([key, of]) => `${key} at ${of.join(", ")}`).join("; ");
}

function modeWords({ pixelFormat, widthPx, heightPx, rateHz }: V4l2Mode): string {
  return `${pixelFormat} ${widthPx}x${heightPx} at ${rateHz}`;
}

function nameOf(number: string): string {
  try {
    return readFileSync(`/sys/class/video4linux/video${number}/name`, "utf8").trim();
  } catch {
    return "";
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
