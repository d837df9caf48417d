import "./sign-in.css";

import { createSignal, onMount, Show } from "solid-js";

import { post, session } from "./session.ts";
import { signInWords } from "./sign-in-words.ts";

/** Asks for name and password, or, at a station that nobody has set up, for the code that makes the first account. */
export function SignInForm(props: {
  /** Why it is asked now; nothing where nobody was signed in. */
  readonly reason?: string | undefined;
  readonly done?: () => void;
  readonly cancel?: () => void;
}) {
  const [refusal, setRefusal] = createSignal(wasRefusedElsewhere() ? signInWords.refusedElsewhere : "");
  const [isBusy, setBusy] = createSignal(false);
  const setsUp = () => session()?.setUp ?? false;
  let first!: HTMLInputElement;
  onMount(() => first.focus());

  async function submit(event: SubmitEvent & { readonly currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget));
    setBusy(true);
    const refused = await post(setsUp() ? "/api/set-up" : "/api/sign-in", fields);
    setBusy(false);
    setRefusal(refused === "" ? signInWords.notDone : (refused ?? ""));
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
      <h1 id="sign-in-title">{setsUp() ? signInWords.setUpTitle : signInWords.title}</h1>
      <Show when={setsUp() ? signInWords.setUpNote : props.reason}>{(note) => <p>{note()}</p>}</Show>
      <Show when={setsUp()}>
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
        {setsUp() ? signInWords.newPassword : signInWords.password}
        <input
          name="password"
          type="password"
          autocomplete={setsUp() ? "new-password" : "current-password"}
          minLength={setsUp() ? 10 : 1}
          required
        />
      </label>
      <p class="sign-in-answers">
        <button type="submit" disabled={isBusy()}>
          {setsUp() ? signInWords.setUp : signInWords.signIn}
        </button>
        <Show when={props.cancel}>
          <button type="button" onClick={() => props.cancel?.()}>
            {signInWords.cancel}
          </button>
        </Show>
        <Show when={session()?.elsewhere}>{(label) => <a href="/api/oidc/start">{label()}</a>}</Show>
      </p>
      <p role="alert" data-testid="sign-in-refusal">
        {refusal()}
      </p>
    </form>
  );
}

function wasRefusedElsewhere(): boolean {
  return new URLSearchParams(location.search).get("sign-in") === "refused";
}
