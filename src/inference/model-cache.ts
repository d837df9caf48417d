import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

import { AfarError } from "../base/errors.ts";

import { encodeOnnx } from "./onnx-graph.ts";
import { isSealed, seal } from "./seal.ts";
import { readTfjsGraph } from "./tfjs-graph.ts";
import { convertTfjs } from "./tfjs-to-onnx.ts";

/** Paths of the two face networks as ONNX files. */
export interface ModelPaths {
  /** BlazeFace "back": 256x256 RGB -1..1; scores and boxes at strides 16 and 32. */
  readonly detector: string;
  /** Face mesh: 192x192 RGB 0..1; 468 landmarks in input pixels and a score. */
  readonly mesh: string;
}

/** Raised whenever the converter's result changes: it is part of the cache's key. */
const CONVERTER_VERSION = 1;
const MODEL_PACKAGE = "@vladmandic/human";

const SOURCES = {
  detector: {
    name: "blazeface",
    outputs: { Identity: "scores16", Identity_1: "scores32", Identity_2: "boxes16", Identity_3: "boxes32" },
  },
  mesh: { name: "facemesh", outputs: { Identity_2: "landmarks", Identity_1: "score" } },
} as const;

/** Where prepared models are kept: AFAR_CACHE of the environment given, else ~/.cache/afar. */
export function cacheDirectory(environment: Readonly<Record<string, string | undefined>>): string {
  return environment.AFAR_CACHE || join(environment.HOME || homedir(), ".cache", "afar");
}

/**
 * Makes the face networks ready as ONNX files in `cacheDir` and returns their paths.
 *
 * A file there is used as it is when its seal is whole, made again otherwise. Safe to run in several processes at once.
 * Throws MODEL_INVALID where the source networks are missing or not understood, or the folder cannot be written.
 */
export async function prepareModels(cacheDir: string, sourceDir = modelSources()): Promise<ModelPaths> {
  return {
    detector: await prepare(cacheDir, sourceDir, SOURCES.detector),
    mesh: await prepare(cacheDir, sourceDir, SOURCES.mesh),
  };
}

interface Source {
  readonly name: string;
  readonly outputs: Readonly<Record<string, string>>;
}

async function prepare(cacheDir: string, sourceDir: string, source: Source): Promise<string> {
  const { json, weights } = await readSource(sourceDir, source.name);
  const key = createHash("sha256").update(`${CONVERTER_VERSION}\n`).update(json).update(weights).digest("hex");
  const path = join(cacheDir, `${source.name}-${key.slice(0, 16)}.onnx`);
  if (await isWhole(path)) return path;
  let model: Uint8Array;
  try {
    model = encodeOnnx(convertTfjs(readTfjsGraph(json.toString("utf8"), weights), source.outputs));
  } catch (cause) {
    const file = join(sourceDir, `${source.name}.json`);
    throw new AfarError("MODEL_INVALID", `${file} is not the network Afar expects: reinstall with npm ci.`, { cause });
  }
  await writeWhole(path, seal(model));
  return path;
}

async function readSource(sourceDir: string, name: string) {
  try {
    const [json, weights] = await Promise.all(
      ["json", "bin"].map((suffix) => readFile(join(sourceDir, `${name}.${suffix}`))),
    );
    return { json, weights };
  } catch (cause) {
    const message = `the network ${name} is missing from ${sourceDir}: reinstall with npm ci.`;
    throw new AfarError("MODEL_INVALID", message, { cause });
  }
}

async function isWhole(path: string): Promise<boolean> {
  try {
    return isSealed(await readFile(path));
  } catch {
    return false;
  }
}

async function writeWhole(path: string, data: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, data);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if ((cause as NodeJS.ErrnoException).code === "ENOSPC") {
      throw new AfarError("DISK_FULL", `${path} cannot be written: free some space on that disk.`, { cause });
    }
    const message = `${path} cannot be written: set AFAR_CACHE to a folder that can.`;
    throw new AfarError("MODEL_INVALID", message, { cause });
  }
}

function modelSources(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(MODEL_PACKAGE)), "..", "models");
  } catch (cause) {
    throw new AfarError("MODEL_INVALID", `the package ${MODEL_PACKAGE} is missing: run npm ci.`, { cause });
  }
}
