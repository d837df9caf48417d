import { basename } from "node:path";

import { renderPhantom, truthPath } from "../phantom/phantom-video.ts";
import { loadScenario } from "../phantom/scenario-file.ts";

import { planProgress } from "./progress.ts";

/** `afar phantom`: renders a scenario to a video and its truth beside it. */
export async function phantom(scenario: string, options: { readonly out?: string }): Promise<void> {
  const out = options.out ?? `${basename(scenario, ".json")}.mp4`;
  let progress: ReturnType<typeof planProgress> | null = null;
  await renderPhantom(loadScenario(scenario), out, (done, of) => {
    progress ??= planProgress(`phantom ${out}`, of);
    progress.at(done);
    if (done === of) progress.end();
  });
  process.stdout.write(`${out}\n${truthPath(out)}\n`);
}
