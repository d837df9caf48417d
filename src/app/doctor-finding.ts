import { AfarError } from "../base/errors.ts";

/** What one check found: `wrong` keeps Afar from working, a `note` is worth knowing. */
export interface Finding {
  readonly check: string;
  readonly mark: "ok" | "note" | "wrong";
  /** One sentence part with what was seen. */
  readonly text: string;
  /** How to mend it; null where nothing needs mending. */
  readonly remedy: string | null;
}

/** One check before it runs. */
export interface Check {
  readonly name: string;
  /** Said when the check itself fails in a way it does not know. */
  readonly remedy: string;
  run(): Verdict | Promise<Verdict>;
}

export type Verdict = Omit<Finding, "check">;

export function fine(text: string): Verdict {
  return { mark: "ok", text, remedy: null };
}

export function note(text: string, remedy: string): Verdict {
  return { mark: "note", text, remedy };
}

export function wrong(text: string, remedy: string): Verdict {
  return { mark: "wrong", text, remedy };
}

/** Runs one check; whatever it throws becomes a finding. */
export async function examine({ name, remedy, run }: Check): Promise<Finding> {
  try {
    return { check: name, ...(await run()) };
  } catch (error) {
    return { check: name, ...verdictOf(error, remedy) };
  }
}

function verdictOf(error: unknown, remedy: string): Verdict {
  const text = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0];
  // An AfarError is one sentence: what is wrong, a colon, how to mend it.
  const parts = error instanceof AfarError ? /^(.*): ([^:]+?)\.?$/.exec(text) : null;
  return parts ? wrong(parts[1], parts[2]) : wrong(text || "failed without a word", remedy);
}
