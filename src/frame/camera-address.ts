import { existsSync } from "node:fs";

import { AfarError } from "../base/errors.ts";
import { noteOf } from "../wire/note-codes.ts";

import type { InputTarget } from "./ffmpeg-input.ts";

/** What is asked of a V4L2 camera; null where the choice is left. */
export interface ModeWish {
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  readonly rateHz: number | null;
  /** V4L2's or FFmpeg's name of the pixel format, such as "YUYV", "yuyv422", "MJPG". */
  readonly pixelFormat: string | null;
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** How a camera is to be opened, beside what its address says; the address goes first. */
export interface CameraOptions {
  readonly transport?: "tcp" | "udp" | undefined;
  /** Time without a picture after which the connection is given up, ms. */
  readonly stalledMs?: number | undefined;
  readonly wish?: ModeWish | undefined;
  /** Whether exposure, gain and white balance of a V4L2 camera are held still; default true. */
  readonly locksExposure?: boolean | undefined;
  /** Whether a device of the box is to decode, where it has one; default false. */
  readonly decodesInHardware?: boolean | undefined;
  /** Asked at each attempt, so that a corrected password is used; may throw a CameraLoss. */
  readonly credentials?: (() => Credentials | null) | undefined;
}

export type CameraAddress =
  | {
      readonly kind: "network";
      /** Without user, password and query. */
      readonly name: string;
      readonly host: string;
      /** Its URL holds no user and password. */
      readonly target: InputTarget;
      readonly credentials: () => Credentials | null;
      /** null: Afar's own choice. */
      readonly stalledMs: number | null;
    }
  | {
      readonly kind: "v4l2";
      readonly name: string;
      readonly stalledMs: number | null;
      readonly device: string;
      readonly wish: ModeWish;
      readonly locksExposure: boolean;
      readonly decodesInHardware: boolean;
    };

/** Where Debian and most others keep the authorities of TLS. */
const SYSTEM_AUTHORITIES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/cert.pem",
];
/** A connection over which nothing comes for so long is broken, us: the camera's own watch looks sooner. */
const SOCKET_TIMEOUT_US = "5000000";

/**
 * Reads the address of a live camera: rtsp, rtsps, http, https, or v4l2:/dev/videoN[?width=&height=&rate=&format=]. What stands
 * behind # is for Afar: `transport=udp` (RTSP; TCP otherwise), `tls=unverified`, `ca=FILE`.
 *
 * Returns null for another kind of address. Throws AfarError USAGE, whose message never holds user, password or query.
 */
export function readCameraAddress(address: string, options: CameraOptions = {}): CameraAddress | null {
  const scheme = /^([a-z][a-z0-9]*):/i.exec(address)?.[1].toLowerCase();
  if (scheme === "v4l2") return v4l2Address(address, options);
  if (scheme === "rtsp" || scheme === "rtsps" || scheme === "http" || scheme === "https") {
    return networkAddress(scheme, address, options);
  }
  return null;
}

function v4l2Address(address: string, options: CameraOptions): CameraAddress {
  const [, device, query = ""] = /^v4l2:([^?]*)\??(.*)$/i.exec(address) ?? [];
  if (!device?.startsWith("/")) throw usage(`${address} names no device: write v4l2:/dev/video0.`);
  const wishes = settings(query, ["width", "height", "rate", "format"], address);
  const number = (key: string) => {
    const text = wishes.get(key);
    if (text === undefined) return null;
    const value = Number(text);
    if (!(value > 0)) throw usage(`${address}: ${key} must be a number above 0.`);
    return value;
  };
  const wish = {
    widthPx: number("width") ?? options.wish?.widthPx ?? null,
    heightPx: number("height") ?? options.wish?.heightPx ?? null,
    rateHz: number("rate") ?? options.wish?.rateHz ?? null,
    pixelFormat: wishes.get("format") ?? options.wish?.pixelFormat ?? null,
  };
  const { locksExposure = true, decodesInHardware = false, stalledMs = null } = options;
  return { kind: "v4l2", name: `v4l2:${device}`, device, wish, locksExposure, decodesInHardware, stalledMs };
}

function networkAddress(
  scheme: "rtsp" | "rtsps" | "http" | "https",
  address: string,
  options: CameraOptions,
): CameraAddress {
  const url = address.includes("://") && URL.canParse(address) ? new URL(address) : null;
  // An @ behind the host is the end of a password with a sign that ends the host: nothing of it may be shown.
  if (url === null || url.host === "" || (url.username === "" && url.pathname.includes("@"))) {
    const escapes = "with %40 for @, %23 for #, %2F for / and %3F for ? in a password";
    throw usage(`the ${scheme} address is not understood: write ${scheme}://user:password@host:port/path, ${escapes}.`);
  }
  const name = `${url.protocol}//${url.host}${url.pathname}`;
  const own = settings(url.hash.slice(1), ["transport", "tls", "ca"], name);
  const written = url.username === "" ? null : { user: decoded(url.username), password: decoded(url.password) };
  url.hash = url.username = url.password = "";
  const rtsp = scheme === "rtsp" || scheme === "rtsps";
  const encrypted = scheme === "rtsps" || scheme === "https";
  const tls = encrypted ? tlsOptions(own, name) : { options: {}, warning: "", notes: [] };
  const target: InputTarget = {
    url: url.href,
    format: rtsp ? "rtsp" : null,
    options: {
      ...(rtsp ? rtspOptions(own.get("transport") ?? options.transport ?? "tcp", name) : HTTP_OPTIONS),
      ...tls.options,
    },
    stamps: rtsp ? "source" : "arrival",
    decodesInHardware: options.decodesInHardware,
    warning: tls.warning,
    notes: tls.notes,
  };
  const credentials = () => written ?? options.credentials?.() ?? null;
  const stalledMs = options.stalledMs ?? null;
  return { kind: "network", name, host: url.hostname.replace(/^\[|\]$/g, ""), target, credentials, stalledMs };
}

/** The URL with which a connection is opened: the one place where a password stands in an address. */
export function urlWith(target: InputTarget, credentials: Credentials | null): string {
  if (credentials === null) return target.url;
  const url = new URL(target.url);
  url.username = encodeURIComponent(credentials.user);
  url.password = encodeURIComponent(credentials.password);
  return url.href;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A datagram that is missing is waited for so long, us; what comes in order is not delayed. */
const REORDERING_US = "250000";

/** Only what a camera serves: no playlist that could make FFmpeg open other files. */
const HTTP_OPTIONS = {
  format_whitelist: "mpjpeg,mjpeg",
  protocol_whitelist: "http,https,tcp,tls",
  rw_timeout: SOCKET_TIMEOUT_US,
  analyzeduration: "1000000",
};

function rtspOptions(transport: string, name: string): Record<string, string> {
  if (transport !== "tcp" && transport !== "udp") throw usage(`${name}: transport must be tcp or udp.`);
  return {
    rtsp_transport: transport,
    max_delay: REORDERING_US,
    allowed_media_types: "video",
    protocol_whitelist: "rtsp,rtsps,rtp,udp,tcp,tls,crypto,srtp",
    timeout: SOCKET_TIMEOUT_US,
  };
}

function tlsOptions(
  own: ReadonlyMap<string, string>,
  name: string,
): Required<Pick<InputTarget, "options" | "warning" | "notes">> {
  const tls = own.get("tls") ?? "verified";
  if (tls === "unverified") {
    const warning = "Encrypted, but nobody has checked that it is this camera.";
    return { options: { tls_verify: "0" }, warning, notes: [noteOf("camera-unverified", {})] };
  }
  if (tls !== "verified") throw usage(`${name}: tls must be verified or unverified.`);
  const authorities = own.get("ca") ?? SYSTEM_AUTHORITIES.find((path) => existsSync(path));
  if (authorities === undefined) throw usage(`${name}: there are no authorities to verify it by: give #ca=FILE.`);
  if (!existsSync(authorities)) throw usage(`${name}: ca=${authorities} does not exist.`);
  return { options: { tls_verify: "1", ca_file: authorities }, warning: "", notes: [] };
}

function settings(text: string, known: readonly string[], name: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of new URLSearchParams(text)) {
    if (!known.includes(key)) throw usage(`${name}: there is no setting ${key}: use ${known.join(", ")}.`);
    found.set(key, value);
  }
  return found;
}

function usage(message: string): AfarError {
  return new AfarError("USAGE", message);
}
