import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./preflight.mjs";

/** Packages that go into the bundle: as hundreds of files of their own they would take half a second of a station's start. */
const BUNDLED = [
  "commander",
  "fastify",
  "@fastify/helmet",
  "@fastify/static",
  "@fastify/websocket",
  "smol-toml",
  "typebox",
  "ws",
];

const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/** How modules that Node runs are bundled: settings for esbuild, besides what is bundled and where it goes. */
export const STATION_BUNDLE = /** @type {const} */ ({
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  // Less to parse at each start; names stay, for whoever reads a stack.
  minifySyntax: true,
  minifyWhitespace: true,
  external: Object.keys(dependencies).filter((name) => !BUNDLED.includes(name)),
  // Bundled CommonJS asks for Node's own modules by a function that ES modules lack.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
});
