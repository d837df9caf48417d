import { statSync } from "node:fs";

import { AfarError } from "../base/errors.ts";
import type { Frame } from "../base/frame.ts";
import type { BedMessage, LoadMessage } from "../wire/messages.ts";
import type { PictureMessage } from "../wire/picture.ts";
import type { Vitals } from "../wire/vitals.ts";
import type { CameraSource } from "../frame/camera-source.ts";
import { openVideoFile } from "../frame/video-file.ts";
import type { FaceTracker } from "../face/face-tracker.ts";
import { runBed, runLiveBed } from "../bed/bed-pipeline.ts";

import type { BedPlan } from "./bed-plan.ts";
import { openSource } from "./source-address.ts";

/** What a bed saw and read in a test shot. */
export interface Shot {
  /** How much was asked for, s. */
  readonly seconds: number;
  /** Time of the last value, ms; 0 where there is none. */
  readonly lengthMs: number;
  /** Null before the first frame. */
  readonly view: { readonly widthPx: number; readonly heightPx: number } | null;
  readonly vitals: readonly Vitals[];
  readonly pictures: readonly PictureMessage[];
  /** Share 0..1 of the looks around at which another face was seen. */
  readonly othersShare: number;
  readonly loads: readonly LoadMessage[];
  /** What the camera said: that it was lost, and what is wrong while it streams. No password. */
  readonly lost: readonly string[];
  readonly complaints: readonly string[];
  /** With which a file ended early. */
  readonly endError: AfarError | null;
}

export interface ShotOptions {
  readonly cacheDir: string;
  readonly seconds: number;
  readonly tracker: FaceTracker;
  /** Share 0..1 of a demonstration that is rendered. */
  readonly onRendered: (share: number) => void;
  readonly onTime: (tMs: number) => void;
  /** How long a camera has for its first picture, ms; default 10 s. */
  readonly patienceMs?: number;
}

const FIRST_PICTURE_MS = 10_000;

/**
 * Runs the bed's own pipeline over the first seconds of a source: a file at full speed, anything else live. Throws AfarError
 * where the source cannot be opened, and NO_FRAMES where no picture comes; no message holds a password.
 */
export async function takeShot(plan: BedPlan, options: ShotOptions): Promise<Shot> {
  const { seconds, tracker, onTime, patienceMs = FIRST_PICTURE_MS } = options;
  const notes = planNotes(seconds, onTime);
  if (statSync(plan.source, { throwIfNoEntry: false })?.isFile()) {
    const file = openVideoFile(plan.source, { seconds });
    try {
      const seen = { ...sourceOf(file), next: () => notes.see(file.next()) };
      for await (const message of runBed(plan.bed, seen, tracker)) notes.message(message);
      return notes.read(file.endError);
    } finally {
      file.close();
    }
  }
  const camera = await openSource(plan, options.cacheDir, options.onRendered);
  const patience = setTimeout(() => void camera.close(), patienceMs);
  try {
    const limited = limitedCamera(camera, 1000 * seconds, (frame) => {
      clearTimeout(patience);
      notes.see(frame);
    });
    const patient = { zone: plan.zone ?? null };
    for await (const message of runLiveBed(plan.bed, limited, tracker, undefined, patient)) notes.message(message);
  } finally {
    clearTimeout(patience);
    await camera.close();
  }
  const shot = notes.read(null);
  if (shot.view !== null) return shot;
  const said = shot.lost.at(-1)?.replace(/: [^:]*$/, "") ?? `${camera.name} sent no picture in ${patienceMs / 1000} s`;
  const remedy = /^v4l2:/i.test(plan.source)
    ? "see that it is plugged in and that no other program has it"
    : "see that it is on, and that address, user and password are right";
  throw new AfarError("NO_FRAMES", `${said}: ${remedy}.`);
}

/** The parts of a file's source that a bed looks at, without its methods' own state. */
function sourceOf(file: ReturnType<typeof openVideoFile>) {
  return { info: file.info, damagedPackets: 0, endError: null, close: () => file.close() };
}

function limitedCamera(camera: CameraSource, limitMs: number, see: (frame: Frame) => void): CameraSource {
  return {
    name: camera.name,
    async next() {
      const turn = await camera.next();
      if (turn === null || turn.kind === "state") return turn;
      if (turn.kind === "silence") return turn.tMs >= limitMs ? null : turn;
      if (turn.frame.tMs >= limitMs) return null;
      see(turn.frame);
      return turn;
    },
    close: () => camera.close(),
  };
}

/** Keeps what of a bed's messages the verdict rests on. */
function planNotes(seconds: number, onTime: (tMs: number) => void) {
  let view: Shot["view"] = null;
  let looks = 0;
  let crowded = 0;
  const vitals: Vitals[] = [];
  const pictures: PictureMessage[] = [];
  const loads: LoadMessage[] = [];
  const lost: string[] = [];
  const complaints: string[] = [];
  return {
    see(frame: Frame | null): Frame | null {
      if (frame) view ??= uprightView(frame);
      return frame;
    },
    message(message: BedMessage): void {
      if (message.kind === "vitals") {
        vitals.push(message.vitals);
        onTime(message.vitals.tMs);
      } else if (message.kind === "picture") pictures.push(message);
      else if (message.kind === "load") loads.push(message);
      else if (message.kind === "identity") {
        looks++;
        if (message.others > 0) crowded++;
      } else if (message.kind === "status" && message.detail !== "") {
        if (message.state === "source-lost") lost.push(message.detail);
        if (message.state === "running" && !complaints.includes(message.detail)) complaints.push(message.detail);
      }
    },
    read(endError: AfarError | null): Shot {
      const lengthMs = vitals.at(-1)?.tMs ?? 0;
      const othersShare = looks === 0 ? 0 : crowded / looks;
      return { seconds, lengthMs, view, vitals, pictures, othersShare, loads, lost, complaints, endError };
    },
  };
}

function uprightView({ widthPx, heightPx, rotationDeg }: Frame): { widthPx: number; heightPx: number } {
  return rotationDeg % 180 === 0 ? { widthPx, heightPx } : { widthPx: heightPx, heightPx: widthPx };
}
