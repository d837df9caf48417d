/** Every value within an object by its path, in order; lists of plain values in one line, as JSON. Allocates. */
export function leavesOf(value: unknown, path = ""): (readonly [path: string, text: string])[] {
  if (typeof value !== "object" || value === null || isPlainList(value)) return [[path, JSON.stringify(value)]];
  const entries = Object.entries(value);
  if (entries.length === 0) return [[path, Array.isArray(value) ? "[]" : "{}"]];
  return entries.flatMap(([key, inner]) => leavesOf(inner, pathTo(path, key, Array.isArray(value))));
}

function isPlainList(value: object): boolean {
  return Array.isArray(value) && value.every((item) => typeof item !== "object" || item === null);
}

function pathTo(path: string, key: string, isIndex: boolean): string {
  if (isIndex) return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
}
