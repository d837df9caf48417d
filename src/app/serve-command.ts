import { AfarError } from "../base/errors.ts";
import { cacheDirectory, prepareModels } from "../inference/model-cache.ts";

import { type BedPlan, DEMONSTRATION } from "./bed-plan.ts";
import { startStation } from "./station.ts";

interface ServeOptions {
  readonly source: readonly string[];
  readonly demo?: boolean;
  readonly port: number;
}

/** `afar serve`: runs the station until it is asked to stop. */
export async function serve(options: ServeOptions): Promise<void> {
  if (options.demo && options.source.length > 0) {
    throw new AfarError(
      "USAGE",
      "--demo and --source exclude each other: a demonstration never stands beside real beds.",
    );
  }
  const plans = options.source.length === 0 ? DEMONSTRATION : options.source.map(bedOf);
  const station = await startStation(plans, options.port, () => prepareModels(cacheDirectory(process.env)));
  process.stdout.write(`Afar's monitor: http://127.0.0.1:${station.port}\n`);
  if (plans === DEMONSTRATION) process.stdout.write("No camera is configured: the beds are a demonstration.\n");
  process.stdout.write("Investigational, not for clinical use. Ctrl-C ends it.\n");
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
  await station.close();
}

function bedOf(source: string, index: number): BedPlan {
  // A phantom is a demonstration too, whoever asked for it.
  const demo = source.startsWith("phantom:");
  return { bed: String(index + 1), label: `Bed ${index + 1}`, source, demo };
}
