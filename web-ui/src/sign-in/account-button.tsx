import "./sign-in.css";

import { createSignal, lazy, Show, Suspense } from "solid-js";
import { Dynamic } from "solid-js/web";

import { AccountDialog, type StationPart } from "./account-dialog.tsx";
import { session } from "./session.ts";
import { SignInForm } from "./sign-in-form.tsx";
import { signInWords } from "./sign-in-words.ts";

/** Seldom opened: each is loaded when it is. */
const PARTS = {
  accounts: lazy(async () => ({ default: (await import("../accounts/accounts-dialog.tsx")).AccountsDialog })),
  tokens: lazy(async () => ({ default: (await import("../accounts/tokens-dialog.tsx")).TokensDialog })),
  receivers: lazy(async () => ({ default: (await import("../receivers/receivers-dialog.tsx")).ReceiversDialog })),
  "own-password": lazy(async () => ({ default: (await import("../accounts/own-password.tsx")).OwnPassword })),
} as const;

/** Who is signed in, the way out, and what belongs to the station as a whole. */
export function AccountButton() {
  const [panel, setPanel] = createSignal<"closed" | "account" | "form" | StationPart>("closed");
  const caller = () => (session()?.signIn ? (session()?.caller ?? null) : null);
  const open = () => setPanel(panel() !== "closed" ? "closed" : caller()?.stoodDown ? "form" : "account");
  const close = () => setPanel("closed");
  const part = () => {
    const name = panel();
    return name in PARTS ? PARTS[name as StationPart] : null;
  };
  return (
    <Show when={session()?.caller}>
      <button
        type="button"
        class="account-button"
        data-testid="account"
        aria-haspopup="dialog"
        aria-expanded={panel() !== "closed"}
        aria-label={caller() ? signInWords.account(caller()?.name ?? "") : signInWords.station}
        onClick={open}
      >
        {caller()?.stoodDown ? signInWords.stoodDown : (caller()?.name ?? signInWords.station)}
      </button>
      <Show when={panel() === "account"}>
        <AccountDialog caller={caller()} open={setPanel} close={close} />
      </Show>
      <Show when={panel() === "form"}>
        <section class="account-panel" role="dialog" aria-labelledby="sign-in-title">
          <SignInForm reason={caller()?.stoodDown ? signInWords.again : undefined} done={close} cancel={close} />
        </section>
      </Show>
      <Suspense>
        <Show when={part()}>{(shown) => <Dynamic component={shown()} close={close} />}</Show>
      </Suspense>
    </Show>
  );
}
