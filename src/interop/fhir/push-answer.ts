import type { Answer } from "../http/exchange.ts";
import { retryAfterMs } from "../http/exchange.ts";
import { peerWords } from "../outbox/peer-words.ts";
import { type Outcome, TAKEN } from "../outbox/transport.ts";

/**
 * Answers that speak of this very message: it cannot be understood, stands against what is there, or is too long. All others
 * speak of the sign-in, the address or the server: the same message may be taken later.
 */
const OF_THE_MESSAGE = [400, 409, 410, 412, 413, 415, 422];

interface OutcomeIssue {
  readonly severity?: unknown;
  readonly diagnostics?: unknown;
  readonly details?: { readonly text?: unknown };
}

/** What a server made of a transaction of so many entries. `nowMs`: the station's clock, ms. */
export function outcomeOf({ status, text, isWhole, retryAfter }: Answer, entries: number, nowMs: number): Outcome {
  if (status >= 200 && status < 300) return ofAnswered(isWhole ? jsonOf(text) : null, entries);
  const said = outcomeWords(jsonOf(text)) ?? peerWords(text);
  const detail = `it answered ${status}${said === "" ? "" : `: ${said}`}`;
  if (OF_THE_MESSAGE.includes(status)) return { kind: "refused", detail };
  return { kind: "failed", detail, waitMs: retryAfterMs(retryAfter, nowMs) };
}

/** A page of a proxy is answered with 200 too: only what says of every entry that it is there counts. */
function ofAnswered(body: unknown, entries: number): Outcome {
  const { resourceType, type, entry } = asObject(body);
  if (resourceType !== "Bundle" || !/^(transaction|batch)-response$/.test(String(type)) || !Array.isArray(entry)) {
    return { kind: "failed", detail: "its answer is not that of a FHIR server to a transaction" };
  }
  if (entry.length !== entries) {
    return { kind: "failed", detail: `it answered for ${entry.length} of ${entries} resources` };
  }
  for (const each of entry) {
    const { status, outcome } = asObject(asObject(each).response);
    if (/^2\d\d\b/.test(String(status))) continue;
    const said = outcomeWords(outcome);
    return {
      kind: "refused",
      detail: `it answered ${peerWords(String(status))} to a resource${said ? `: ${said}` : ""}`,
    };
  }
  return TAKEN;
}

/** What an OperationOutcome says, its gravest issues first; null for anything else. */
function outcomeWords(body: unknown): string | null {
  const { resourceType, issue } = asObject(body);
  if (resourceType !== "OperationOutcome" || !Array.isArray(issue)) return null;
  const grave = ["fatal", "error"];
  const issues = (issue as OutcomeIssue[]).map((each) => asObject(each) as OutcomeIssue);
  const first = issues.filter(({ severity }) => grave.includes(String(severity)));
  const words = (first.length > 0 ? first : issues).flatMap(
    ({ diagnostics, details }) => diagnostics ?? details?.text ?? [],
  );
  return words.length === 0 ? null : peerWords(words.map(String).join("; "));
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
