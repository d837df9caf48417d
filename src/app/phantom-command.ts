import { mkdirSync } from "node:fs";
import { basename, dirname } from "node:path";

import { AfarError } from "../base/errors.ts";
import { renderPhantom, truthPath } from "../phantom/phantom-video.ts";
import { loadScenario } from "../phantom/scenario-file.ts";

import { planProgress } from "./progress.ts";

/** `afar phantom`: renders a scenario to a video and its truth beside it, in a folder that is made where it lacks. */
export async function phantom(scenario: string, options: { readonly out?: string }): Promise<void> {
  const out = options.out ?? `${basename(scenario, ".json")}.mp4`;
  const loaded = loadScenario(scenario);
  makeFolderOf(out);
  let progress: ReturnType<typeof planProgress> | null = null;
  await renderPhantom(loaded, out, (done, of) => {
    progress ??= planProgress(`phantom ${out}`, of);
    progress.at(done);
    if (done === of) progress.end();
  });
  process.stdout.write(`${out}\n${truthPath(out)}\n`);
}

function makeFolderOf(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (cause) {
    const sentence = `${path} cannot be written, since its folder cannot be made: choose one that exists and is yours.`;
    throw new AfarError("USAGE", sentence, { cause });
  }
}
