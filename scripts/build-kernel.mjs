import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./preflight.mjs";

const KERNEL = "src/dsp/kernel";
const SOURCES = `${KERNEL}/assembly`;
const ENTRY = `${SOURCES}/region-kernel.ts`;

/** Module with the compiled bytes: kept with the sources, so that tests and tools run on a tree that was never built. */
const EMBEDDED = join(ROOT, KERNEL, "region-kernel-bytes.ts");

/** No collector and no growing memory: the kernel works in what it was given. */
const OPTIONS = ["--optimizeLevel", "3", "--runtime", "stub", "--importMemory", "--noAssert", "--enable", "simd"];

/**
 * Compiles the kernel and embeds its bytes, where sources, compiler or options are not those of the bytes that are there. A
 * tree without the kernel stays without.
 */
export async function embedKernel() {
  if (!existsSync(join(ROOT, ENTRY))) return;
  const origin = originOf();
  if (existsSync(EMBEDDED) && readFileSync(EMBEDDED, "utf8").includes(origin)) return;
  const draft = `${EMBEDDED}.${process.pid}.tmp`;
  writeFileSync(draft, moduleText(origin, await compileKernel()));
  renameSync(draft, EMBEDDED);
}

/** The kernel's WebAssembly. Throws with what the compiler says. @returns {Promise<Uint8Array>} */
export async function compileKernel() {
  const { default: asc } = await import("assemblyscript/asc");
  /** @type {Uint8Array | null} */
  let binary = null;
  const { error, stderr } = await asc.main([ENTRY, "--outFile", "kernel.wasm", ...OPTIONS], {
    readFile: (name, base) => {
      const path = join(base === "." ? ROOT : base, name);
      return existsSync(path) ? readFileSync(path, "utf8") : null;
    },
    writeFile: (_name, contents) => {
      if (typeof contents !== "string") binary = contents;
    },
    listFiles: () => [],
  });
  if (error || !binary) throw new Error(`the kernel does not compile\n${stderr.toString()}`, { cause: error });
  return binary;
}

/** Text of the module that holds the bytes. @param {string} origin @param {Uint8Array} bytes */
function moduleText(origin, bytes) {
  return [
    `/** Compiled from assembly/ by npm run build; SHA-256 of sources, compiler and options: ${origin} */`,
    "export const REGION_KERNEL_BASE64 =",
    `  "${Buffer.from(bytes).toString("base64")}";`,
    "",
  ].join("\n");
}

/** SHA-256 over all that decides the bytes, hexadecimal. */
function originOf() {
  const compiler = JSON.parse(readFileSync(join(ROOT, "node_modules/assemblyscript/package.json"), "utf8"));
  const hash = createHash("sha256").update(`${compiler.version}\0${OPTIONS.join(" ")}\0`);
  for (const name of readdirSync(join(ROOT, SOURCES)).sort()) {
    hash.update(`${name}\0`).update(readFileSync(join(ROOT, SOURCES, name)));
  }
  return hash.digest("hex");
}
