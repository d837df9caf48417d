import { InvalidArgumentError } from "commander";

/** Parses a number of at least 0 from the command line. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError("It must be a number of at least 0.");
  }
  return value;
}

/** Parses a whole number from the command line. */
export function wholeNumber(text: string): number {
  const value = positiveNumber(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError("It must be a whole number.");
  return value;
}

/** Parses a port from the command line. */
export function portNumber(text: string): number {
  const value = wholeNumber(text);
  if (value > 65_535) throw new InvalidArgumentError("It must be a whole number from 0 to 65535.");
  return value;
}

/** Parses a date and time such as 2026-11-28T07:30 or 2026-11-28T07:30Z to ms since 1970. */
export function pointInTime(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new InvalidArgumentError("It must be a date and time such as 2026-11-28T07:30.");
  return ms;
}

/** Parses the end of a log, SEQUENCE:HASH, as `log verify` tells it. */
export function logHead(text: string): { sequence: number; hash: string } {
  const [, sequence, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (hash === undefined) throw new InvalidArgumentError("It must be SEQUENCE:HASH, as log verify tells it.");
  return { sequence: Number(sequence), hash };
}
