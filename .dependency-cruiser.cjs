const { join } = require("node:path");

const { ranks, pure, owners } = require("./tests/architecture/folders.json");

/** Alternatives of a pattern; one that nothing matches when there are none. */
const oneOf = (names) =>
  names.length === 0 ? "(?!)" : `(${names.map((name) => name.replace(/[.]/g, "\\.")).join("|")})`;

const folderRules = ranks.flatMap((rank, index) => {
  const lower = ranks.slice(0, index).flat();
  return rank.flatMap((folder) => [
    {
      name: `${folder}-imports-only-lower-ranks`,
      severity: "error",
      from: { path: `^src/${folder}/` },
      to: { path: "^(src|tests|scripts|web-ui)/", pathNot: `^src/${oneOf([...lower, folder])}/` },
    },
    {
      name: `${folder}-imports-only-its-own-packages`,
      severity: "error",
      from: { path: `^src/${folder}/` },
      to: {
        path: "node_modules/",
        pathNot: `node_modules/${oneOf((owners[folder] ?? []).flatMap((name) => [name, `@types/${name}`]))}/`,
      },
    },
  ]);
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...folderRules,
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "everything-resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "pure-folders-import-no-node-module",
      severity: "error",
      from: { path: `^src/${oneOf(pure)}/` },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "web-ui-imports-only-wire",
      severity: "error",
      from: { path: "^web-ui/src/" },
      to: { path: "^(src|tests|scripts)/", pathNot: "^src/wire/" },
    },
    {
      name: "web-ui-imports-no-node-module",
      severity: "error",
      from: { path: "^web-ui/src/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "scripts-import-no-product-code",
      severity: "error",
      from: { path: "^scripts/" },
      to: { path: "^(src|tests|web-ui)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // AssemblyScript is a language of its own.
    exclude: { path: "^src/dsp/[^/]+/assembly/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(__dirname, "tsconfig.json") },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
    moduleSystems: ["es6", "cjs"],
  },
};
