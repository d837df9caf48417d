import { lstatSync, readFileSync, type Stats, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

import { AfarError } from "../../base/errors.ts";

/** A ward of a thousand beds fits several times. */
const MOST_BYTES = 1 << 20;

/**
 * Path of the station's configuration, absolute: `asked`, else AFAR_CONFIG, else ./afar.toml, else ~/.config/afar/afar.toml.
 * Null where none exists; one that was named is not looked for: it must be there.
 */
export function findConfiguration(
  asked: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): string | null {
  const named = asked ?? (env.AFAR_CONFIG || undefined);
  if (named !== undefined) return resolve(folder, named);
  const home = env.XDG_CONFIG_HOME || join(env.HOME || homedir(), ".config");
  // A link that leads nowhere is there all the same: an unplugged disk must not turn a ward into a demonstration.
  return [join(folder, "afar.toml"), join(home, "afar", "afar.toml")].find(isThere) ?? null;
}

/**
 * Text of a configuration, without a byte order mark; `shown`: its path as the reader knows it. Throws AfarError FILE_MISSING
 * where there is none, and CONFIG_INVALID for what cannot be read as text.
 */
export function readConfiguration(path: string, shown: string = path): string {
  const bytes = readBytes(path, shown);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    const line = lineOfFirstFault(bytes);
    throw new AfarError("CONFIG_INVALID", `${shown} line ${line}: this is not UTF-8: save the file as UTF-8 text`, {
      cause: error,
    });
  }
}

function readBytes(path: string, shown: string): Buffer {
  try {
    const { size } = regularFile(path, shown);
    if (size > MOST_BYTES) {
      const megabytes = (size / MOST_BYTES).toFixed(1);
      throw new AfarError(
        "CONFIG_INVALID",
        `${shown} holds ${megabytes} MB, a configuration at most 1 MB: name the right file`,
      );
    }
    return readFileSync(path);
  } catch (error) {
    throw error instanceof AfarError ? error : asReadError(error, shown);
  }
}

/** Reading a pipe or a device might never end. */
function regularFile(path: string, shown: string): Stats {
  const stats = statSync(path);
  if (stats.isFile()) return stats;
  throw new AfarError("CONFIG_INVALID", `${shown} is no file: name a TOML file as the configuration`);
}

function asReadError(error: unknown, path: string): AfarError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new AfarError("FILE_MISSING", `the configuration ${path} does not exist: correct its name or write it`, {
      cause: error,
    });
  }
  const why = code === "EACCES" ? "may not be read by this user" : `cannot be read (${code})`;
  return new AfarError("CONFIG_INVALID", `the configuration ${path} ${why}: correct its permissions`, { cause: error });
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code !== "ENOENT" && code !== "ENOTDIR";
  }
}

/** Line of the first byte that is not UTF-8, from 1. */
function lineOfFirstFault(bytes: Buffer): number {
  const lenient = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const fault = lenient.indexOf("\uFFFD");
  return lenient.slice(0, Math.max(0, fault)).split("\n").length;
}
