/** Where the keys of a TOML document stand; a parser tells it of a valid document no more. */
export interface TomlLines {
  /** Line from 1 of a key, a table or an entry of a list; of the nearest one around it where it does not stand in the document. */
  lineOf(path: readonly (string | number)[]): number;
  /** True where it stands in the document. */
  stands(path: readonly (string | number)[]): boolean;
}

interface Cursor {
  readonly text: string;
  at: number;
  line: number;
}

/** Keys as found: the path as JSON, and the line on which its last name, or its entry, first stands. */
type Found = Map<string, number>;

/**
 * Indexes the lines of a document that the parser has accepted; of any other the answers are meaningless, but given. Keys after
 * the TOML specification 1.0: bare, quoted and dotted ones, tables, arrays of tables, inline tables.
 */
export function indexLines(text: string): TomlLines {
  const found: Found = new Map([["[]", 1]]);
  const cursor: Cursor = { text, at: 0, line: 1 };
  /** Entries of arrays of tables so far. */
  const entries = new Map<string, number>();
  let table: (string | number)[] = [];
  for (skipBlank(cursor); cursor.at < text.length; skipBlank(cursor)) {
    if (text[cursor.at] === "[") table = readHeader(cursor, entries, found);
    else readPair(cursor, table, found);
  }
  return {
    stands: (path) => found.has(JSON.stringify(path)),
    lineOf(path) {
      for (let length = path.length; length >= 0; length--) {
        const line = found.get(JSON.stringify(path.slice(0, length)));
        if (line !== undefined) return line;
      }
      return 1;
    },
  };
}

function readHeader(cursor: Cursor, entries: Map<string, number>, found: Found): (string | number)[] {
  const isArray = cursor.text.startsWith("[[", cursor.at);
  cursor.at += isArray ? 2 : 1;
  const { line } = cursor;
  const names = readKey(cursor);
  cursor.at += isArray ? 2 : 1;
  const path: (string | number)[] = [];
  names.forEach((name, i) => {
    path.push(name);
    note(found, path, line);
    const list = JSON.stringify(path);
    if (isArray && i === names.length - 1) entries.set(list, (entries.get(list) ?? -1) + 1);
    const entry = entries.get(list);
    if (entry === undefined) return;
    path.push(entry);
    note(found, path, line);
  });
  return path;
}

function readPair(cursor: Cursor, table: readonly (string | number)[], found: Found): void {
  const { line, at } = cursor;
  const path = [...table];
  for (const name of readKey(cursor)) {
    path.push(name);
    note(found, path, line);
  }
  cursor.at++;
  skipSpaces(cursor);
  readValue(cursor, path, found);
  // What no parser accepts must not hold the reader up.
  if (cursor.at === at) cursor.at++;
}

/** Names of a dotted key; leaves the cursor on what ends it. */
function readKey(cursor: Cursor): string[] {
  const names: string[] = [];
  for (;;) {
    skipSpaces(cursor);
    const start = cursor.at;
    if (cursor.text[start] === '"' || cursor.text[start] === "'") {
      skipString(cursor);
      names.push(unquoted(cursor.text.slice(start, cursor.at)));
    } else {
      while (/[A-Za-z0-9_-]/.test(cursor.text[cursor.at] ?? "")) cursor.at++;
      names.push(cursor.text.slice(start, cursor.at));
    }
    skipSpaces(cursor);
    if (cursor.text[cursor.at] !== ".") return names;
    cursor.at++;
  }
}

function readValue(cursor: Cursor, path: readonly (string | number)[], found: Found): void {
  const first = cursor.text[cursor.at];
  if (first === '"' || first === "'") skipString(cursor);
  else if (first === "[") readList(cursor, path, found);
  else if (first === "{") readInlineTable(cursor, path, found);
  else while (cursor.at < cursor.text.length && !/[,\]}#\n]/.test(cursor.text[cursor.at])) cursor.at++;
}

function readList(cursor: Cursor, path: readonly (string | number)[], found: Found): void {
  cursor.at++;
  for (let entry = 0; ; entry++) {
    skipBlank(cursor);
    if (endsAt(cursor, "]")) return;
    note(found, [...path, entry], cursor.line);
    readValue(cursor, [...path, entry], found);
    skipBlank(cursor);
    if (cursor.text[cursor.at] === ",") cursor.at++;
    else if (!endsAt(cursor, "]")) cursor.at++;
    else return;
  }
}

function readInlineTable(cursor: Cursor, path: readonly (string | number)[], found: Found): void {
  cursor.at++;
  for (;;) {
    skipBlank(cursor);
    if (endsAt(cursor, "}")) return;
    readPair(cursor, path, found);
    skipBlank(cursor);
    if (cursor.text[cursor.at] === ",") cursor.at++;
    else if (!endsAt(cursor, "}")) cursor.at++;
    else return;
  }
}

/** True at `mark`, which is passed, and at the end of the document. */
function endsAt(cursor: Cursor, mark: string): boolean {
  if (cursor.at >= cursor.text.length) return true;
  if (cursor.text[cursor.at] !== mark) return false;
  cursor.at++;
  return true;
}

function skipString(cursor: Cursor): void {
  const { text } = cursor;
  const quote = text[cursor.at];
  const isMultiLine = text.startsWith(quote.repeat(3), cursor.at);
  const mark = isMultiLine ? quote.repeat(3) : quote;
  for (cursor.at += mark.length; cursor.at < text.length && !text.startsWith(mark, cursor.at); cursor.at++) {
    if (text[cursor.at] === "\\" && quote === '"') cursor.at++;
    if (text[cursor.at] === "\n") cursor.line++;
  }
  cursor.at += mark.length;
  // One or two quotes may stand right before the three that end it.
  if (isMultiLine) while (text[cursor.at] === quote) cursor.at++;
}

/** A quoted key is of one line; a basic one escapes as JSON does, but for \\U, \\x and \\e. */
function unquoted(key: string): string {
  if (key.startsWith("'")) return key.slice(1, -1);
  const json = key.replaceAll("\t", "\\t").replace(/\\(?:U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|(e)|.)/g, escapeOfJson);
  try {
    return JSON.parse(json) as string;
  } catch {
    return key;
  }
}

function escapeOfJson(whole: string, long?: string, short?: string, esc?: string): string {
  const code = esc ? 0x1b : Number.parseInt(long ?? short ?? "", 16);
  return code <= 0x10ffff ? JSON.stringify(String.fromCodePoint(code)).slice(1, -1) : whole;
}

function skipSpaces(cursor: Cursor): void {
  while (cursor.text[cursor.at] === " " || cursor.text[cursor.at] === "\t") cursor.at++;
}

/** Spaces, line ends and comments. */
function skipBlank(cursor: Cursor): void {
  for (; cursor.at < cursor.text.length; cursor.at++) {
    const sign = cursor.text[cursor.at];
    if (sign === "#") while (cursor.at + 1 < cursor.text.length && cursor.text[cursor.at + 1] !== "\n") cursor.at++;
    else if (sign === "\n") cursor.line++;
    else if (sign !== " " && sign !== "\t" && sign !== "\r") return;
  }
}

function note(found: Found, path: readonly (string | number)[], line: number): void {
  const key = JSON.stringify(path);
  if (!found.has(key)) found.set(key, line);
}
