import { createSignal, Show } from "solid-js";

import type { AccountState, SetUpCode } from "../../../src/wire/accounts.ts";
import { Dialog } from "../dialog/dialog.tsx";
import { Question } from "../dialog/question.tsx";
import { ask } from "../sign-in/session.ts";
import { createFault, type Sentence } from "../words/sentence.ts";

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
  const fault = createFault();
  const path = `/api/accounts/${encodeURIComponent(props.account.name)}`;
  async function give<T>(method: "POST" | "PATCH" | "DELETE", to: string, body?: object) {
    const answer = await ask<T>(method, to, body);
    props.changed();
    return answer;
  }
  async function set(): Promise<void> {
    const answer = await give("PATCH", path, { role: role() });
    if ("refused" in answer) fault.set(answer.refused);
    else props.close();
  }
  async function unlock(): Promise<void> {
    const answer = await give("POST", `${path}/unlock`, {});
    fault.set("refused" in answer ? answer.refused : () => accountWords.unlocked);
  }
  async function reset(): Promise<Sentence | null> {
    const answer = await give<SetUpCode>("POST", `${path}/set-up-code`, {});
    if ("refused" in answer) return answer.refused;
    props.told(answer.value);
    return null;
  }
  async function remove(): Promise<Sentence | null> {
    const answer = await give("DELETE", path);
    if ("refused" in answer) return answer.refused;
    props.close();
    return null;
  }
  return (
    <>
      <Dialog
        title={accountWords.changeOf(props.account.name)}
        testId="account-change"
        close={props.close}
        fault={fault.text()}
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
