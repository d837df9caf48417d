import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Writes the list of all that is in an installed Afar (CycloneDX 1.5, JSON): packages as npm knows them, with version,
 * licence and hash, and what npm does not know, since it lies inside packages. `npm run sbom -- FILE`, default
 * dist/sbom.cdx.json.
 */

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const LARGEST_BYTES = 256 * 1024 * 1024;

/** Libraries and networks that lie inside packages: see Licence in the README. */
const INSIDE = [
  { within: /^@seydx\/node-av-/, name: "ffmpeg", licence: "GPL-3.0-or-later" },
  { within: /^@seydx\/node-av-/, name: "x264", licence: "GPL-2.0-or-later" },
  { within: /^@seydx\/node-av-/, name: "x265", licence: "GPL-2.0-or-later" },
  { within: /^@vladmandic\/human$/, name: "mediapipe-face-networks", licence: "Apache-2.0" },
];

// With --omit=dev npm would leave out what the product and its development both need.
const args = ["sbom", "--sbom-format=cyclonedx", "--sbom-type=application"];
/**
 * What is read here of CycloneDX; the rest passes through.
 *
 * @typedef {{ name: string, version: string, "bom-ref": string, externalReferences?: { type: string }[] }} Component
 * @typedef {{ ref: string, dependsOn?: string[] }} Dependency
 * @typedef {{ metadata: { component: Component }, components: Component[], dependencies: Dependency[] }} List
 */
/** @type {List} */
const list = JSON.parse(execFileSync("npm", args, { cwd: ROOT, maxBuffer: LARGEST_BYTES, encoding: "utf8" }));
list.metadata.component.name = "afar";
const shipped = shippedPackages();
list.components = list.components
  .filter(({ name, version }) => shipped.has(`${name}@${version}`))
  .flatMap((component) => [withoutPlace(component), ...inside(component)]);

const refs = new Set([list.metadata.component, ...list.components].map((component) => component["bom-ref"]));
list.dependencies = list.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }));

const path = resolve(process.argv[2] ?? join(ROOT, "dist", "sbom.cdx.json"));
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, `${JSON.stringify(list, null, 2)}\n`);
console.log(`${list.components.length} components: ${path}`);

/** Name and version of every package that is not there for development alone. */
function shippedPackages() {
  /** @type {{ packages: Record<string, { name?: string, version?: string, dev?: boolean }> }} */
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  const kept = Object.entries(packages).filter(([path, { dev }]) => path.includes("node_modules/") && !dev);
  return new Set(kept.map(([path, { name, version }]) => `${name ?? path.split("node_modules/").at(-1)}@${version}`));
}

/** Where a package was fetched from is the builder's own affair. @param {Component} component */
function withoutPlace({ externalReferences = [], ...component }) {
  const told = externalReferences.filter(({ type }) => type !== "distribution");
  return told.length === 0 ? component : { ...component, externalReferences: told };
}

/** What lies inside a package. @param {Component} component */
function inside({ name, version, "bom-ref": ref }) {
  return INSIDE.filter(({ within }) => within.test(name)).map((part) => ({
    "bom-ref": `${ref}#${part.name}`,
    type: "library",
    name: part.name,
    version: `as in ${name} ${version}`,
    licenses: [{ license: { id: part.licence } }],
  }));
}
