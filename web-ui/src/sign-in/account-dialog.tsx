import { For } from "solid-js";

import type { SessionState } from "../../../src/wire/accounts.ts";
import { Dialog } from "../dialog/dialog.tsx";

import { may, post } from "./session.ts";
import { signInWords } from "./sign-in-words.ts";

/** What opens from here. */
export type StationPart = "accounts" | "tokens" | "receivers" | "own-password";

interface AccountDialogProps {
  /** Null where nobody has to sign in. */
  readonly caller: SessionState["caller"];
  readonly open: (part: StationPart | "form") => void;
  readonly close: () => void;
}

/** Tells who is signed in, and leads to what the role may keep: accounts and tokens, receivers, the own password, and out. */
export function AccountDialog(props: AccountDialogProps) {
  const parts = (): readonly StationPart[] => [
    ...(props.caller && may("administer") ? (["accounts", "tokens"] as const) : []),
    ...(may("diagnose") ? (["receivers"] as const) : []),
    ...(props.caller?.role && !props.caller.stoodDown ? (["own-password"] as const) : []),
  ];
  return (
    <Dialog
      title={props.caller ? signInWords.account(props.caller.name) : signInWords.station}
      testId="account-dialog"
      close={props.close}
      foot={
        <button type="button" class="first" onClick={() => props.close()}>
          {signInWords.close}
        </button>
      }
    >
      <div class="account-parts">
        <For each={parts()}>
          {(part) => (
            <button type="button" data-testid={`open-${part}`} onClick={() => props.open(part)}>
              {signInWords.parts[part]}
            </button>
          )}
        </For>
        {props.caller && (
          <>
            <button type="button" onClick={() => props.open("form")}>
              {signInWords.other}
            </button>
            <button
              type="button"
              data-testid="sign-out"
              onClick={() => void post("/api/sign-out", {}).then(() => props.close())}
            >
              {signInWords.signOut}
            </button>
          </>
        )}
      </div>
    </Dialog>
  );
}
