import type { McapTypes } from "@mcap/core";

/** What a part says of itself, in the metadata record "afar" at its beginning. */
export interface RecordingFacts {
  readonly version: string;
  readonly bed: string;
  /** Without credentials. */
  readonly source: string;
  /** The patient is rendered; absent in what earlier versions wrote. */
  readonly demo?: boolean;
  /** False: the face's mesh was left out. */
  readonly landmarks: boolean;
  /** A video that was recorded beside, by whom asked for it with this reason; null: no picture was stored. */
  readonly video: { readonly file: string; readonly codec: string; readonly reason: string } | null;
  readonly run: number;
  readonly part: number;
  readonly kind: "colour" | "waveform";
  readonly regions: readonly string[];
  /** Time of the source from which a replay that begins with this part counts, ms. */
  readonly beginsMs: number;
  /** Time of the source's 0, ms since 1970. */
  readonly originMs: number;
  /** The run before: whether it was ended in order, and for how long nothing was recorded; null for a folder's first. */
  readonly past: { readonly ended: boolean; readonly awayMs: number | null } | null;
}

export const METADATA_NAME = "afar";
/** Raised when a reader of the form before could not read it. */
const FORM = "1";
const NOTICE = "Investigational, not for clinical use.";

export function recordingMetadata(facts: RecordingFacts): McapTypes.Metadata {
  const metadata = new Map([
    ["form", FORM],
    ["notice", NOTICE],
    ["facts", JSON.stringify(facts)],
    ["software", `afar ${facts.version}`],
    ["source", facts.source],
    ["begins", new Date(facts.originMs + facts.beginsMs).toISOString()],
  ]);
  return { name: METADATA_NAME, metadata };
}

/** The inverse. Throws RangeError on another form, SyntaxError or TypeError on what is none. */
export function factsOf(metadata: ReadonlyMap<string, string>): RecordingFacts {
  const form = metadata.get("form");
  if (form !== FORM) throw new RangeError(`form ${form} instead of ${FORM}`);
  const facts = JSON.parse(metadata.get("facts") ?? "") as RecordingFacts;
  const { run, part, regions, beginsMs, bed, kind } = facts;
  const named = typeof bed === "string" && Array.isArray(regions) && regions.every((name) => typeof name === "string");
  const numbered = [run, part, beginsMs].every(Number.isFinite);
  if (!named || !numbered || regions.length === 0 || (kind !== "colour" && kind !== "waveform")) {
    throw new TypeError("the facts are incomplete");
  }
  return facts;
}
