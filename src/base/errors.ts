import type { Note } from "./note.ts";

/**
 * Every failure that a user can cause or must handle has a code here; README's table is compared with this one by a test.
 * `exit` is the command line's exit code, `httpStatus` what the station's API answers.
 */
export const ERROR_TABLE = {
  USAGE: { exit: 2, httpStatus: 400, meaning: "the command or request was not understood" },
  FILE_MISSING: { exit: 2, httpStatus: 404, meaning: "the named file does not exist" },
  FILE_UNREADABLE: { exit: 2, httpStatus: 422, meaning: "the file exists but cannot be read as a recording" },
  NO_VIDEO: { exit: 2, httpStatus: 422, meaning: "the file holds no video stream" },
  NO_FRAMES: { exit: 2, httpStatus: 422, meaning: "the video stream holds no frame that can be decoded" },
  VIDEO_TRUNCATED: { exit: 2, httpStatus: 422, meaning: "the video ends early or is damaged; what it held was used" },
  VIDEO_UNSUITABLE: {
    exit: 2,
    httpStatus: 422,
    meaning: "the video's size or frame rate is out of the supported range",
  },
  CONFIG_INVALID: { exit: 2, httpStatus: 422, meaning: "the configuration has a fault in the named line and key" },
  SCENARIO_INVALID: { exit: 2, httpStatus: 422, meaning: "a phantom scenario has a wrong or unknown key" },
  PORT_BUSY: { exit: 2, httpStatus: 500, meaning: "the port is taken by another process" },
  DATA_BUSY: { exit: 2, httpStatus: 500, meaning: "another station keeps its data in the same folder" },
  DISK_FULL: { exit: 1, httpStatus: 507, meaning: "the disk is full" },
  MODEL_INVALID: { exit: 1, httpStatus: 500, meaning: "a face model is missing or does not answer as it should" },
  NETWORK_INVALID: {
    exit: 2,
    httpStatus: 422,
    meaning: "a learned network or its manifest is missing, not as it says, or does not answer",
  },
  SIGN_IN: { exit: 1, httpStatus: 401, meaning: "nobody is signed in, or the sign-in has ended" },
  NOT_ALLOWED: { exit: 1, httpStatus: 403, meaning: "the account or token may not do this" },
  TOO_OFTEN: { exit: 1, httpStatus: 429, meaning: "too many requests or wrong passwords: wait and try again" },
  FORBIDDEN_ORIGIN: { exit: 1, httpStatus: 403, meaning: "the request's Host or Origin is not this station" },
  NOT_FOUND: { exit: 1, httpStatus: 404, meaning: "the station has no such page, bed or value" },
  INTERNAL: { exit: 1, httpStatus: 500, meaning: "a fault inside Afar" },
} as const;

export type ErrorCode = keyof typeof ERROR_TABLE;

/** A failure with one sentence for its reader: it names the thing and the remedy. Shown without a stack trace. */
export class AfarError extends Error {
  readonly code: ErrorCode;
  /** The sentence as a note, where one says more than the code; else null. */
  readonly note: Note | null;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions & { readonly note?: Note }) {
    super(message, options);
    this.name = "AfarError";
    this.code = code;
    this.note = options?.note ?? null;
  }

  get exit(): number {
    return ERROR_TABLE[this.code].exit;
  }
}
