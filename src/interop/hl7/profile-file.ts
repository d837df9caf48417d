import { readFileSync } from "node:fs";

import { AfarError } from "../../base/errors.ts";
import { parseReceiverProfile, type ReceiverProfile } from "../../wire/receiver-profile.ts";

/**
 * Reads the profile of an HL7 receiver from a JSON file.
 *
 * Throws AfarError CONFIG_INVALID.
 */
export function loadProfile(path: string): ReceiverProfile {
  const profile = parseReceiverProfile(readJson(path));
  if (profile !== null) return profile;
  throw new AfarError(
    "CONFIG_INVALID",
    `${path} is no profile of a receiver: docs/receivers.md says what stands in one.`,
  );
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new AfarError("CONFIG_INVALID", `the profile ${path} cannot be read as JSON: mend it, or name another.`, {
      cause: error,
    });
  }
}
