import { AfarError } from "../base/errors.ts";
import type { WaveMessage } from "../wire/messages.ts";
import type { Vitals } from "../wire/vitals.ts";
import { cacheDirectory, prepareModels } from "../inference/model-cache.ts";
import { createFaceTracker } from "../face/face-tracker.ts";
import { replayRecording } from "../bed/replay.ts";

import { chosenNetwork, loadWitness } from "./model-choice.ts";
import { writeNamedFile } from "./named-file.ts";
import { planPace } from "./pace.ts";
import { planProgress } from "./progress.ts";

interface ReplayOptions {
  readonly json?: boolean;
  readonly movement?: boolean;
  readonly speed: string;
  readonly start: number;
  readonly seconds?: number;
  readonly wave?: string;
  readonly network?: string;
}

/** `afar replay`: the bed's pipeline over a recording, values on standard output. */
export async function replay(file: string, options: ReplayOptions): Promise<void> {
  const speed = parseSpeed(options.speed);
  const network = options.network === undefined ? null : await chosenNetwork(options.network, process.env);
  const recording = replayRecording(file, {
    startS: options.start,
    seconds: options.seconds ?? null,
    pace: speed === null ? null : planPace(speed),
    ...(network && { createNetwork: () => loadWitness(network) }),
    createTracker: async () => createFaceTracker(await prepareModels(cacheDirectory(process.env))),
  });
  for (const notice of recording.notices) process.stderr.write(`afar: ${file}: ${notice}\n`);
  const wave: string[] = ["tMs,bvp\n"];
  const progress = planProgress("replay", recording.durationMs);
  for await (const message of recording.messages) {
    if (message.kind === "wave" && message.wave === "pulse") wave.push(...waveRows(message));
    const moved = message.kind === "movement" || message.kind === "movement-event";
    if (moved && options.json && options.movement) process.stdout.write(`${JSON.stringify(message)}\n`);
    if (message.kind !== "vitals") continue;
    progress.at(message.vitals.tMs);
    process.stdout.write(options.json ? `${JSON.stringify(message.vitals)}\n` : `${readable(message.vitals)}\n`);
  }
  progress.end();
  if (options.wave) writeNamedFile(options.wave, "--wave", wave.join(""));
  const endError = recording.endError();
  if (endError) throw endError;
}

/** null: as fast as possible. */
function parseSpeed(text: string): number | null {
  if (text === "max") return null;
  const speed = Number(text);
  if (!(speed > 0) || !Number.isFinite(speed)) {
    throw new AfarError("USAGE", `--speed ${text} is not understood: give max or a number above 0, such as 8.`);
  }
  return speed;
}

function waveRows(message: WaveMessage): string[] {
  return (message.samples ?? []).map((value, i) => `${(message.tMs + i * message.stepMs).toFixed(1)},${value}\n`);
}

function readable({ tMs, pulse, face }: Vitals): string {
  const second = String(tMs / 1000).padStart(5);
  const rate = pulse.rateBpm === null ? "- - -" : pulse.rateBpm.toFixed(1);
  const doubt = pulse.rateBpm === null ? "" : `confidence ${pulse.confidence.toFixed(2)}`;
  const state = pulse.held ? `held: ${pulse.reason}` : (pulse.reason ?? "");
  return `${second} s  PR ${rate.padStart(6)} /min  ${doubt.padEnd(16)} ${state}${face.present ? "" : "  no face"}`.trimEnd();
}
