import fc from "fast-check";
import { parse } from "smol-toml";
import { expect, test } from "vitest";

import { indexLines } from "../../../src/app/configuration/toml-lines.ts";

/** Every leaf is a number that stands nowhere else in the document, so that its line can be read from the text. */
type Leaf = { readonly leaf: true };
type Tree = Leaf | readonly Tree[] | ReadonlyMap<string, Tree>;

const key = fc.oneof(
  fc.stringMatching(/^[A-Za-z_-]{1,6}$/),
  fc.string({ unit: "grapheme", maxLength: 6 }).filter((text) => !/\d{7}/.test(text) && !/\p{Surrogate}/u.test(text)),
  fc.constantFrom("a.b", "#", "=", "[x]", '"', "'", "", "\n", "\\U0001", "\t", "__proto__x"),
);
const { tree } = fc.letrec<{ tree: Tree; table: ReadonlyMap<string, Tree> }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constant<Leaf>({ leaf: true }),
    tie("table"),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.array(tie("table"), { minLength: 1, maxLength: 3 }),
  ),
  table: fc.array(fc.tuple(key, tie("tree")), { maxLength: 4 }).map((entries) => new Map(entries)),
}));
const topLevel = fc.array(fc.tuple(key, tree), { maxLength: 6 }).map((entries) => new Map(entries));

const isTable = (value: Tree): value is ReadonlyMap<string, Tree> => value instanceof Map;
const isList = (value: Tree): value is readonly Tree[] => Array.isArray(value);
const DECOYS = ["# [not] = a table", '# "', "", "  ", "# '''", "\t# x = 1"];

/** Writes a tree in a style drawn by `choose`, which returns a whole number below its argument. */
function written(tree: ReadonlyMap<string, Tree>, choose: (below: number) => number, end: string): string {
  const out: string[] = [];
  let leaves = 1_000_000;
  const name = (text: string): string => {
    if (/^[A-Za-z0-9_-]+$/.test(text) && choose(2) === 0) return text;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what a literal key cannot hold
    if (!/['\u0000-\u001f\u007f]/.test(text) && choose(2) === 0) return `'${text}'`;
    return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
  };
  const leaf = (): string => {
    leaves += 1;
    if (choose(4) > 0) return String(leaves);
    const quotes = choose(2) === 0 ? '"""' : "'''";
    return `${quotes}${leaves}${end}# no = [comment${end}''${end}${quotes}`;
  };
  const inline = (value: Tree): string => {
    if (isTable(value)) return `{ ${[...value].map(([k, v]) => `${name(k)} = ${inline(v)}`).join(", ")} }`;
    if (!isList(value)) return leaf();
    const gap = () => (choose(2) === 0 ? `${end}  # ] "${end}` : " ");
    return `[${value.map((entry) => `${gap()}${inline(entry)}${gap()}`).join(",")}]`;
  };
  const decoy = () => choose(3) === 0 && out.push(DECOYS[choose(DECOYS.length)]);
  const pairs = (table: ReadonlyMap<string, Tree>, prefix: string, later: [string, Tree][] | null): void => {
    for (const [k, v] of table) {
      decoy();
      const path = `${prefix}${name(k)}`;
      const style = choose(3);
      const canBeSection = isTable(v) || (isList(v) && v.length > 0 && v.every(isTable));
      if (later && style > 0 && canBeSection) later.push([k, v]);
      else if (isTable(v) && v.size > 0 && style !== 1) pairs(v, `${path} . `, null);
      else out.push(`${path}${choose(2) ? " = " : "="}${inline(v)}${choose(4) === 0 ? " # 'x" : ""}`);
    }
  };
  const section = (table: ReadonlyMap<string, Tree>, path: string): void => {
    const later: [string, Tree][] = [];
    pairs(table, "", later);
    for (const [k, v] of later) {
      const at = path === "" ? name(k) : `${path}.${name(k)}`;
      for (const entry of isList(v) ? v : [v]) {
        decoy();
        out.push(isList(v) ? `[[${at}]]` : `[ ${at} ]`);
        section(entry as ReadonlyMap<string, Tree>, at);
      }
    }
  };
  section(tree, "");
  return out.join(end);
}

function leavesOf(value: unknown, path: (string | number)[]): { path: (string | number)[]; mark: string }[] {
  if (Array.isArray(value)) return value.flatMap((entry, i) => leavesOf(entry, [...path, i]));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, entry]) => leavesOf(entry, [...path, name]));
  }
  return [{ path, mark: String(value).slice(0, 7) }];
}

test("every key that the parser knows is found on the line where it stands", () => {
  let leaves = 0;
  let sections = 0;
  fc.assert(
    fc.property(topLevel, fc.infiniteStream(fc.nat(1 << 20)), fc.constantFrom("\n", "\r\n"), (tree, drawn, end) => {
      const text = written(tree, (below) => drawn.next().value % below, end);
      const lines = indexLines(text);
      for (const { path, mark } of leavesOf(parse(text), [])) {
        expect(lines.stands(path), JSON.stringify(path)).toBe(true);
        expect(lines.lineOf(path)).toBe(text.slice(0, text.indexOf(mark)).split("\n").length);
        leaves += 1;
        if (path.length > 2) sections += 1;
      }
    }),
    { numRuns: 500 },
  );
  expect(leaves).toBeGreaterThan(500);
  expect(sections).toBeGreaterThan(100);
});

test("no text at all holds the index up", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."[]{}=.,#\"'\\\n\r ab1".split("")), maxLength: 60 }), (text) => {
      expect(indexLines(text).lineOf(["a"])).toBeGreaterThanOrEqual(1);
    }),
    { numRuns: 2000 },
  );
});

test("tables, entries and what is missing have the line of their header", () => {
  const lines = indexLines('[station]\nport = 1\n\n[[beds]]\nid = "1"\n[[beds]]\n[beds.camera]\nuser = "x"\n');
  expect(lines.lineOf(["station"])).toBe(1);
  expect(lines.lineOf(["beds", 0])).toBe(4);
  expect(lines.lineOf(["beds", 0, "source"])).toBe(4);
  expect(lines.lineOf(["beds", 1])).toBe(6);
  expect(lines.lineOf(["beds", 1, "camera", "user"])).toBe(8);
  expect(lines.stands(["beds", 1, "source"])).toBe(false);
  expect(lines.lineOf(["history"])).toBe(1);
});
