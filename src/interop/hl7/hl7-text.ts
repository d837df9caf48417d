/** A field: text that is escaped, or its components as they stand. */
export type Hl7Field = string | number | null | undefined | Hl7Composite;

/** Components of a field, each escaped by itself; with `separator` "&" subcomponents, with "~" repetitions, of which empty ones are left out. */
export interface Hl7Composite {
  readonly parts: readonly Hl7Field[];
  readonly separator: "^" | "&" | "~";
}

const ESCAPES: Readonly<Record<string, string>> = { "|": "F", "^": "S", "&": "T", "~": "R", "\\": "E" };

export function components(...parts: readonly Hl7Field[]): Hl7Composite {
  return { parts, separator: "^" };
}

export function subcomponents(...parts: readonly Hl7Field[]): Hl7Composite {
  return { parts, separator: "&" };
}

export function repetitions(...parts: readonly Hl7Field[]): Hl7Composite {
  return { parts, separator: "~" };
}

/** A segment with its name and its fields from the first on; empty ones at its end are left out. */
export function segment(name: string, ...fields: readonly Hl7Field[]): string {
  return [name, ...fields.map(fieldText)].join("|").replace(/\|+$/, "");
}

/** A segment whose fields are given by their numbers. */
export function numbered(name: string, fields: Readonly<Record<number, Hl7Field>>): string {
  const last = Math.max(...Object.keys(fields).map(Number));
  return segment(name, ...Array.from({ length: last }, (_, i) => fields[i + 1]));
}

/** Text without the signs that part fields, and without control characters. */
function escaped(text: string): string {
  return text.replace(/[|^&~\\\p{Cc}]/gu, (sign) => {
    const letter = ESCAPES[sign] ?? `X${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
    return `\\${letter}\\`;
  });
}

/** `YYYYMMDDHHMMSS.SSS+0000`; tMs since 1970. */
export function hl7Time(tMs: number): string {
  const [date, time] = new Date(tMs).toISOString().split("T");
  return `${date.replaceAll("-", "")}${time.slice(0, 12).replaceAll(":", "")}+0000`;
}

function fieldText(field: Hl7Field): string {
  if (field === null || field === undefined) return "";
  if (typeof field === "number") return String(field);
  if (typeof field === "string") return escaped(field);
  const { parts, separator } = field;
  const texts = parts.map(fieldText);
  if (separator === "~") return texts.filter((text) => text !== "").join("~");
  const text = texts.join(separator);
  return separator === "^" ? text.replace(/\^+$/, "") : text;
}
