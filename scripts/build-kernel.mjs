import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./preflight.mjs";

/**
 * The kernels: each folder holds its sources under assembly/, and a module with the compiled bytes, so that tests and tools run
 * on a tree that was never built. `constant`: what that module exports.
 */
export const KERNELS = [
  { folder: "src/dsp/kernel", entry: "region-kernel", constant: "REGION_KERNEL_BASE64" },
  { folder: "src/dsp/picture-kernel", entry: "picture-kernel", constant: "PICTURE_KERNEL_BASE64" },
];

/** @typedef {(typeof KERNELS)[number]} Kernel */

/** No collector and no growing memory: the kernel works in what it was given. */
const OPTIONS = ["--optimizeLevel", "3", "--runtime", "stub", "--importMemory", "--noAssert", "--enable", "simd"];

/**
 * Compiles the kernels and embeds their bytes, where sources, compiler or options are not those of the bytes that are there. A
 * tree without a kernel stays without.
 */
export async function embedKernels() {
  for (const kernel of KERNELS) {
    if (!existsSync(join(ROOT, sourcesOf(kernel)))) continue;
    const embedded = join(ROOT, kernel.folder, `${kernel.entry}-bytes.ts`);
    const origin = originOf(kernel);
    if (existsSync(embedded) && readFileSync(embedded, "utf8").includes(origin)) continue;
    const draft = `${embedded}.${process.pid}.tmp`;
    writeFileSync(draft, moduleText(kernel, origin, await compileKernel(kernel)));
    renameSync(draft, embedded);
  }
}

/** A kernel's WebAssembly. Throws with what the compiler says. @param {Kernel} kernel @returns {Promise<Uint8Array>} */
export async function compileKernel(kernel) {
  const { default: asc } = await import("assemblyscript/asc");
  /** @type {Uint8Array | null} */
  let binary = null;
  const { error, stderr } = await asc.main(
    [`${sourcesOf(kernel)}/${kernel.entry}.ts`, "--outFile", "kernel.wasm", ...OPTIONS],
    {
      readFile: (name, base) => {
        const path = join(base === "." ? ROOT : base, name);
        return existsSync(path) ? readFileSync(path, "utf8") : null;
      },
      writeFile: (_name, contents) => {
        if (typeof contents !== "string") binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`${kernel.folder} does not compile\n${stderr.toString()}`, { cause: error });
  return binary;
}

/** @param {Kernel} kernel */
function sourcesOf({ folder }) {
  return `${folder}/assembly`;
}

/** Text of the module that holds the bytes. @param {Kernel} kernel @param {string} origin @param {Uint8Array} bytes */
function moduleText({ constant }, origin, bytes) {
  return [
    `/** Compiled from assembly/ by npm run build; SHA-256 of sources, compiler and options: ${origin} */`,
    `export const ${constant} =`,
    `  "${Buffer.from(bytes).toString("base64")}";`,
    "",
  ].join("\n");
}

/** SHA-256 over all that decides the bytes, hexadecimal. @param {Kernel} kernel */
function originOf(kernel) {
  const compiler = JSON.parse(readFileSync(join(ROOT, "node_modules/assemblyscript/package.json"), "utf8"));
  const hash = createHash("sha256").update(`${compiler.version}\0${OPTIONS.join(" ")}\0`);
  const sources = join(ROOT, sourcesOf(kernel));
  for (const name of readdirSync(sources).sort()) {
    hash.update(`${name}\0`).update(readFileSync(join(sources, name)));
  }
  return hash.digest("hex");
}
