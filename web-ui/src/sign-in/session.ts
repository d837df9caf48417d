import { createSignal } from "solid-js";

import type { SessionState } from "../../../src/wire/accounts.ts";
import type { Failure } from "../../../src/wire/failure.ts";
import type { Sentence } from "../words/sentence.ts";
import { toldFailure } from "../words/told.ts";
import { words } from "../words/words.ts";

type SessionCaller = NonNullable<SessionState["caller"]>;

/** How often the page asks whether it is still signed in. */
const ASK_MS = 10_000;

const [session, setSession] = createSignal<SessionState | null>(null);

/** Who is signed in, as the station said last; null until it has. */
export { session };

/** Whether who sits here may do what needs a scope; the station has the last word. True where nobody has to sign in. */
export function may(scope: SessionCaller["scopes"][number]): boolean {
  const state = session();
  return state === null || !state.signIn || (state.caller?.scopes.includes(scope) ?? false);
}

/** Asks the station now, and sets its answer; a station that is silent leaves what is known. */
async function askSession(): Promise<void> {
  try {
    const response = await fetch("/api/session");
    if (response.ok) setSession((await response.json()) as SessionState);
  } catch {
    // The link's own state says that the station cannot be heard.
  }
}

/** Asks now, and from then on again and again. */
export function followSession(): void {
  void askSession();
  setInterval(() => void askSession(), ASK_MS);
}

/** Posts to the station, then asks who is signed in. Returns why it was not done; null: it was. */
export async function post(path: string, body: object): Promise<Sentence | null> {
  const answer = await ask("POST", path, body);
  await askSession();
  return "refused" in answer ? answer.refused : null;
}

/** Asks the station for something as its page. Returns what it answered, or why it was not done. */
export async function ask<T>(
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  body?: object,
): Promise<{ readonly value: T } | { readonly refused: Sentence }> {
  try {
    const response = await fetch(path, {
      method,
      headers: { "x-afar": "page", ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const value: unknown = text === "" ? null : JSON.parse(text);
    return response.ok ? { value: value as T } : { refused: () => toldFailure(value as Failure) };
  } catch {
    return { refused: () => words.notDone };
  }
}
