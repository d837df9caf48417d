import { AfarError } from "../base/errors.ts";

/** A `failure` keeps Afar from working; a `warning` is worth mending, and Afar works meanwhile. */
export type State = "ok" | "warning" | "failure";

/** What one check found. */
export interface Finding {
  readonly check: string;
  readonly state: State;
  /** One sentence part with what was seen. */
  readonly detail: string;
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

export function fine(detail: string): Verdict {
  return { state: "ok", detail, remedy: null };
}

export function warning(detail: string, remedy: string): Verdict {
  return { state: "warning", detail, remedy };
}

export function failure(detail: string, remedy: string): Verdict {
  return { state: "failure", detail, remedy };
}

/** Runs one check; whatever it throws becomes a finding. */
export async function examine({ name, remedy, run }: Check): Promise<Finding> {
  try {
    return { check: name, ...(await run()) };
  } catch (error) {
    return { check: name, ...failureOf(error, remedy) };
  }
}

/** What was thrown as a verdict of one line; `remedy` for what brings none of its own. */
export function failureOf(error: unknown, remedy: string): Verdict {
  const line = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0];
  const [detail, own] = error instanceof AfarError ? withRemedy(line) : [line, null];
  return failure(detail || "failed without a word", own ?? remedy);
}

/** Takes a sentence apart that says what is wrong, a colon, how to mend it; null where it brings no remedy. */
export function withRemedy(sentence: string): [detail: string, remedy: string | null] {
  const parts = /^(.*): ([^:]+?)\.?$/.exec(sentence);
  return parts ? [parts[1], parts[2]] : [sentence, null];
}
