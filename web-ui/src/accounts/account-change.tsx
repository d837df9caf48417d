import { createSignal, Show } from "solid-js";

import type { AccountState, SetUpCode } from "../../../src/wire/accounts.ts";
import { Dialog } from "../dialog/dialog.tsx";
import { Question } from "../dialog/question.tsx";
import { ask } from "../sign-in/session.ts";

import { accountWords } from "./account-words.ts";
import { type Role, RoleField } from "./role-field.tsx";

/** Changes another's account: role, password, lock-out, and its end. */
export function AccountChange(props: {
  readonly account: AccountState;
  /** Something was changed: what is shown is old. */
  readonly changed: () => void;
  readonly told: (code: SetUpCode) => void;
  readonly close: () => void;
}) {
  const [role, setRole] = createSignal<Role>(props.account.role);
  const [question, setQuestion] = createSignal<"reset" | "remove" | null>(null);
  const [fault, setFault] = createSignal("");
  const path = `/api/accounts/${encodeURIComponent(props.account.name)}`;
  async function give<T>(method: "POST" | "PATCH" | "DELETE", to: string, body?: object): Promise<T | string> {
    const answer = await ask<T>(method, to, body);
    props.changed();
    return "value" in answer ? answer.value : answer.refused || accountWords.notDone;
  }
  async function set(): Promise<void> {
    const refused = await give<null>("PATCH", path, { role: role() });
    if (refused === null) props.close();
    else setFault(refused);
  }
  async function unlock(): Promise<void> {
    setFault((await give<null>("POST", `${path}/unlock`, {})) ?? accountWords.unlocked);
  }
  async function reset(): Promise<string> {
    const code = await give<SetUpCode>("POST", `${path}/set-up-code`, {});
    if (typeof code === "string") return code;
    props.told(code);
    return "";
  }
  async function remove(): Promise<string> {
    const refused = await give<null>("DELETE", path);
    if (refused === null) props.close();
    return refused ?? "";
  }
  return (
    <>
      <Dialog
        title={accountWords.changeOf(props.account.name)}
        testId="account-change"
        close={props.close}
        fault={fault()}
        submit={() => void set()}
        foot={
          <>
            <button type="submit" data-testid="account-role" disabled={role() === props.account.role}>
              {accountWords.setRole}
            </button>
            <button type="button" class="first" onClick={() => props.close()}>
              {accountWords.close}
            </button>
          </>
        }
      >
        <RoleField role={role()} change={setRole} />
        <p class="dialog-foot">
          <button type="button" data-testid="account-reset" onClick={() => setQuestion("reset")}>
            {accountWords.reset}
          </button>
          <Show when={props.account.lockedForS !== null}>
            <button type="button" data-testid="account-unlock" onClick={() => void unlock()}>
              {accountWords.unlock}
            </button>
          </Show>
          <button type="button" data-testid="account-remove" onClick={() => setQuestion("remove")}>
            {accountWords.remove}
          </button>
        </p>
      </Dialog>
      <Show when={question() === "reset"}>
        <Question
          title={accountWords.resetTitle(props.account.name)}
          what={accountWords.resetWhat}
          yes={accountWords.reset}
          no={accountWords.cancel}
          testId="account-reset-question"
          act={reset}
          close={() => setQuestion(null)}
        />
      </Show>
      <Show when={question() === "remove"}>
        <Question
          title={accountWords.removeTitle(props.account.name)}
          what={accountWords.removeWhat}
          yes={accountWords.remove}
          no={accountWords.cancel}
          testId="account-remove-question"
          act={remove}
          close={() => setQuestion(null)}
        />
      </Show>
    </>
  );
}
