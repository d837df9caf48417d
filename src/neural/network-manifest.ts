import { AfarError } from "../base/errors.ts";
import { faultsOf } from "../wire/configuration-faults.ts";
import { MANIFEST_SCHEMA, type NetworkManifest } from "../wire/network-manifest.ts";

/** Reads a manifest's text; `path` is named in errors. Throws NETWORK_INVALID with the first fault. */
export function parseManifest(text: string, path: string): NetworkManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AfarError("NETWORK_INVALID", `${path} is not JSON: give the network's manifest.`, { cause });
  }
  const [fault] = faultsOf(MANIFEST_SCHEMA, value, ["manifest"]);
  const sentence = fault?.sentence ?? ruleFault(value as NetworkManifest);
  if (sentence !== null) throw new AfarError("NETWORK_INVALID", `${path}: ${sentence}.`);
  return value as NetworkManifest;
}

/** What no schema can say. */
function ruleFault({ kind, window, states, timeStep, picture, ...rates }: NetworkManifest): string | null {
  if (kind === "window" && !window) return "manifest.window is missing: say how many frames the network takes";
  if (kind === "frame" && window) return "manifest.window belongs to a network of kind window";
  if (kind === "window" && (states?.length || timeStep)) return "manifest.states and timeStep belong to kind frame";
  if (window && window.hopFrames > window.frames) return "manifest.window.hopFrames must not be above frames";
  if (window && !picture.layout.includes("T")) return "manifest.picture.layout has no T: say where the frames stand";
  if (["H", "W", "C"].some((axis) => !picture.layout.includes(axis)))
    return "manifest.picture.layout must name H, W and C";
  if (picture.deviation?.some((value) => value === 0)) return "manifest.picture.deviation must not be 0";
  if (rates.lowestBpm >= rates.highestBpm) return "manifest.lowestBpm must be below highestBpm";
  if (rates.lowestHz > rates.highestHz) return "manifest.lowestHz must not be above highestHz";
  return null;
}
