import { resolve } from "node:path";

import { AfarError } from "../../base/errors.ts";
import { nearestName } from "../../wire/nearest-name.ts";
import { readCameraAddress } from "../../frame/camera-address.ts";

const SCHEME = /^([a-z][a-z0-9+.-]+):/i;
const SCHEMES = ["rtsp", "rtsps", "http", "https", "v4l2", "loop", "phantom"];

/** The file or device that a source reads, as written; null for a network's camera and a rendered patient. */
export function pathOf(source: string): string | null {
  return schemeOf(source) === "v4l2" ? source.slice("v4l2:".length).replace(/\?.*$/s, "") : filePathOf(source);
}

/** The file that a source plays, as written; null for a camera and a rendered patient. */
export function filePathOf(source: string): string | null {
  const scheme = schemeOf(source);
  if (scheme === null) return source;
  return scheme === "loop" ? source.slice("loop:".length) : null;
}

/** A source whose file is meant from `folder`, with that file's whole path; any other as it is. */
export function absoluteSource(source: string, folder: string): string {
  const scheme = schemeOf(source);
  if (scheme === null) return resolve(folder, source);
  return scheme === "loop" ? `loop:${resolve(folder, source.slice("loop:".length))}` : source;
}

export function isRendered(source: string): boolean {
  return schemeOf(source) === "phantom";
}

/** What no bed could ever open, as words that follow the key, without a password; null for what may be there or not. */
export function sourceFault(address: string): string | null {
  const scheme = schemeOf(address);
  if (scheme !== null && !SCHEMES.includes(scheme)) {
    const near = nearestName(scheme, SCHEMES);
    const remedy = near === null ? `known are ${SCHEMES.join(", ")} and the path of a file` : `did you mean ${near}:?`;
    return `begins with ${scheme}:, which is not known; ${remedy}`;
  }
  if (/^\/dev\/video\d+$/.test(address)) return `names a camera as a file: write v4l2:${address}`;
  try {
    readCameraAddress(address);
    return null;
  } catch (error) {
    if (error instanceof AfarError) return `cannot be opened: ${error.message.replace(/\.$/, "")}`;
    throw error;
  }
}

function schemeOf(source: string): string | null {
  return SCHEME.exec(source)?.[1].toLowerCase() ?? null;
}
