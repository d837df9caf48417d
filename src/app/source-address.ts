import { existsSync } from "node:fs";

import { AfarError } from "../base/errors.ts";
import type { FrameSource } from "../frame/frame-source.ts";
import { openVideoFile } from "../frame/video-file.ts";
import { openCachedLoop } from "../phantom/phantom-cache.ts";
import { loadScenario } from "../phantom/scenario-file.ts";

const PHANTOM = /^phantom:(.+)$/;
const SCHEME = /^([a-z][a-z0-9+.-]+):/i;

/**
 * Opens what `--source` names: a video file, or phantom:SCENARIO, which is rendered once into `cacheDir` and never ends.
 * `onProgress` tells how far the rendering is, 0..1.
 *
 * Throws AfarError USAGE for an address of another kind, and what the file or the scenario has to say.
 */
export async function openSource(
  address: string,
  cacheDir: string,
  onProgress: (share: number) => void,
): Promise<FrameSource> {
  const phantom = PHANTOM.exec(address);
  if (phantom) return openCachedLoop(loadScenario(phantom[1]), cacheDir, (done, of) => onProgress(done / of));
  const scheme = SCHEME.exec(address);
  if (scheme && !existsSync(address)) {
    throw new AfarError(
      "USAGE",
      `${scheme[1]}: sources are not understood yet: give a video file or phantom:SCENARIO instead of ${scheme[1]}:...`,
    );
  }
  return openVideoFile(address);
}
