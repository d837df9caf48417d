import { createSignal } from "solid-js";

import type { SessionState } from "../../../src/wire/accounts.ts";

/** How often the page asks whether it is still signed in. */
const ASK_MS = 10_000;

const [session, setSession] = createSignal<SessionState | null>(null);

/** Who is signed in, as the station said last; null until it has. */
export { session };

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

/** Posts to the station, then asks who is signed in. Returns why it was refused, as the station says it; null: done. */
export async function post(path: string, body: object): Promise<string | null> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-afar": "page" },
      body: JSON.stringify(body),
    });
    await askSession();
    if (response.ok) return null;
    const { message } = (await response.json()) as { readonly message: string };
    return message;
  } catch {
    return "";
  }
}
