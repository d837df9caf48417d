import "./sign-in.css";

import { createSignal, onMount, Show } from "solid-js";

import { createFault } from "../words/sentence.ts";
import { languageOf } from "../words/told.ts";

import { post, session } from "./session.ts";
import { signInWords } from "./sign-in-words.ts";

/** Where what was typed is sent, and whether it holds a code and a new password. */
const WAYS = {
  signIn: { path: "/api/sign-in", hasCode: false },
  claim: { path: "/api/account-set-up", hasCode: true },
  setUp: { path: "/api/set-up", hasCode: true },
} as const;

/**
 * Asks for name and password; for a new account, for the code that an admin was told; at a station that nobody has set up, for the
 * code that makes the first account.
 */
export function SignInForm(props: {
  /** Why it is asked now; nothing where nobody was signed in. */
  readonly reason?: string | undefined;
  readonly done?: () => void;
  readonly cancel?: () => void;
}) {
  const fault = createFault();
  if (wasRefusedElsewhere()) fault.set(() => signInWords.refusedElsewhere);
  const [isBusy, setBusy] = createSignal(false);
  const [claims, setClaims] = createSignal(false);
  const way = () => (session()?.setUp ? "setUp" : claims() ? "claim" : "signIn");
  const hasCode = () => WAYS[way()].hasCode;
  const note = () => ({ setUp: signInWords.setUpNote, claim: signInWords.claimNote, signIn: props.reason })[way()];
  const title = () =>
    ({ setUp: signInWords.setUpTitle, claim: signInWords.claimTitle, signIn: signInWords.title })[way()];
  let first!: HTMLInputElement;
  onMount(() => first.focus());

  async function submit(event: SubmitEvent & { readonly currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget));
    setBusy(true);
    const refused = await post(WAYS[way()].path, fields);
    setBusy(false);
    fault.set(refused);
    if (refused === null) props.done?.();
  }

  return (
    <form
      class="sign-in"
      data-testid="sign-in"
      aria-labelledby="sign-in-title"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === "Escape" && props.cancel?.()}
    >
      <h1 id="sign-in-title">{title()}</h1>
      <Show when={note()}>{(sentence) => <p>{sentence()}</p>}</Show>
      <Show when={hasCode()}>
        <label>
          {signInWords.code}
          <input name="code" autocomplete="one-time-code" autocapitalize="characters" required />
        </label>
      </Show>
      <label>
        {signInWords.name}
        <input name="name" ref={first} autocomplete="username" autocapitalize="none" spellcheck={false} required />
      </label>
      <label>
        {hasCode() ? signInWords.newPassword : signInWords.password}
        <input
          name="password"
          type="password"
          autocomplete={hasCode() ? "new-password" : "current-password"}
          minLength={hasCode() ? 10 : 1}
          required
        />
      </label>
      <p class="sign-in-answers">
        <button type="submit" disabled={isBusy()}>
          {signInWords[way()]}
        </button>
        <Show when={props.cancel}>
          <button type="button" onClick={() => props.cancel?.()}>
            {signInWords.cancel}
          </button>
        </Show>
        <Show when={way() !== "setUp"}>
          <button type="button" data-testid="have-code" onClick={() => setClaims(!claims())}>
            {claims() ? signInWords.haveNoCode : signInWords.haveCode}
          </button>
        </Show>
        <Show when={session()?.elsewhere}>{(label) => <a href="/api/oidc/start">{label()}</a>}</Show>
      </p>
      <p role="alert" data-testid="sign-in-refusal" lang={languageOf(fault.text())}>
        {fault.text()}
      </p>
    </form>
  );
}

function wasRefusedElsewhere(): boolean {
  return new URLSearchParams(location.search).get("sign-in") === "refused";
}
