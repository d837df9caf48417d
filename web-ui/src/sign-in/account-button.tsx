import "./sign-in.css";

import { createSignal, Show } from "solid-js";

import { post, session } from "./session.ts";
import { SignInForm } from "./sign-in-form.tsx";
import { signInWords } from "./sign-in-words.ts";

/** Who is signed in, and the way out; nothing where nobody has to sign in. */
export function AccountButton() {
  const [panel, setPanel] = createSignal<"closed" | "account" | "form">("closed");
  const caller = () => (session()?.signIn ? (session()?.caller ?? null) : null);
  const open = () => setPanel(panel() !== "closed" ? "closed" : caller()?.stoodDown ? "form" : "account");
  const close = () => setPanel("closed");
  return (
    <Show when={caller()}>
      {(known) => (
        <>
          <button
            type="button"
            class="account-button"
            data-testid="account"
            aria-expanded={panel() !== "closed"}
            aria-label={signInWords.account(known().name)}
            onClick={open}
          >
            {known().stoodDown ? signInWords.stoodDown : known().name}
          </button>
          <Show when={panel() === "account"}>
            <section class="account-panel" role="dialog" aria-label={signInWords.account(known().name)}>
              <p>
                {signInWords.account(known().name)} ({known().role})
              </p>
              <button type="button" data-testid="sign-out" onClick={() => void post("/api/sign-out", {}).then(close)}>
                {signInWords.signOut}
              </button>
              <button type="button" onClick={() => setPanel("form")}>
                {signInWords.other}
              </button>
            </section>
          </Show>
          <Show when={panel() === "form"}>
            <section class="account-panel" role="dialog" aria-labelledby="sign-in-title">
              <SignInForm reason={known().stoodDown ? signInWords.again : undefined} done={close} cancel={close} />
            </section>
          </Show>
        </>
      )}
    </Show>
  );
}
