import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const CONFIGURATION = [
  "biome.json",
  "tsconfig.json",
  ".dependency-cruiser.cjs",
  "tests/architecture/folders.json",
  "tests/architecture/no-random.grit",
];

/** One file for each rule it breaks; the names say which. */
const FILES: Readonly<Record<string, string>> = {
  "src/base/clean.ts": "export const zero = 0;\n",
  "src/dsp/clean.ts": 'export { zero } from "../base/clean.ts";\n',
  "src/wire/clean.ts": 'export { zero } from "../base/clean.ts";\n',
  "src/app/clean.ts": 'export { readFileSync } from "node:fs";\nexport { zero } from "../dsp/clean.ts";\n',
  "src/base/upward.ts": 'export { zero } from "../dsp/clean.ts";\n',
  "src/dsp/sideways.ts": 'export type Zero = typeof import("../wire/clean.ts");\nexport * from "../wire/clean.ts";\n',
  "src/traces/reads-file.ts": 'export { readFileSync } from "node:fs";\n',
  "src/pulse/foreign-package.ts": 'export { Type } from "typebox";\n',
  "src/extra/unlisted.ts": "export const one = 1;\n",
  "src/app/cycle-start.ts": 'export * from "./cycle-end.ts";\n',
  "src/app/cycle-end.ts": 'export * from "./cycle-start.ts";\n',
  "src/vitals/clock.ts": "export const nowMs = (): number => Date.now();\n",
  "src/alarms/chance.ts": "export const chance = (): number => Math.random();\n",
  "src/app/clock.ts": "export const nowMs = (): number => Date.now() + Math.random();\n",
  "web-ui/src/reaches-in.ts": 'export { zero } from "../../src/dsp/clean.ts";\n',
};

/**
 * Writes a tree that breaks the rules of the layout, beside a copy of the tools' configuration. The caller removes it.
 *
 * @returns its path
 */
export function plantTree(root: string): string {
  const planted = mkdtempSync(join(tmpdir(), "afar-planted-"));
  for (const file of CONFIGURATION) cpSync(join(root, file), join(planted, file), { recursive: true });
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(planted, file)), { recursive: true });
    writeFileSync(join(planted, file), text);
  }
  writeFileSync(join(planted, ".gitignore"), "node_modules\n");
  symlinkSync(join(root, "node_modules"), join(planted, "node_modules"));
  return planted;
}
