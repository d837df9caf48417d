import { createSignal, Show } from "solid-js";

import type { AddedAccount, NewAccount } from "../../../src/wire/accounts.ts";
import { Dialog } from "../dialog/dialog.tsx";
import { ask } from "../sign-in/session.ts";
import { createFault } from "../words/sentence.ts";

import { accountWords } from "./account-words.ts";
import { FormFoot } from "./form-foot.tsx";
import { type Role, RoleField } from "./role-field.tsx";

/** Makes an account, with a password or with a code by which its owner chooses one. */
export function AccountAdd(props: {
  /** Told of the account once there is one. */
  readonly added: (account: AddedAccount) => void;
  readonly close: () => void;
}) {
  const [name, setName] = createSignal("");
  const [role, setRole] = createSignal<Role>("nurse");
  const [byCode, setByCode] = createSignal(true);
  const [password, setPassword] = createSignal("");
  const fault = createFault();
  async function add(): Promise<void> {
    const asked: NewAccount = { name: name(), role: role(), ...(!byCode() && { password: password() }) };
    const answer = await ask<AddedAccount>("POST", "/api/accounts", asked);
    if ("value" in answer) props.added(answer.value);
    else fault.set(answer.refused);
  }
  return (
    <Dialog
      title={accountWords.addTitle}
      testId="account-add"
      close={props.close}
      fault={fault.text()}
      submit={() => void add()}
      foot={<FormFoot testId="account-add-yes" yes={accountWords.make} close={props.close} />}
    >
      <label>
        {accountWords.name}
        <input
          data-testid="account-name"
          required
          maxLength={32}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          title={accountWords.nameNote}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <RoleField role={role()} change={setRole} />
      <label class="choice">
        <input type="radio" name="way" checked={byCode()} onChange={() => setByCode(true)} />
        {accountWords.byCode}
      </label>
      <label class="choice">
        <input
          type="radio"
          name="way"
          data-testid="by-password"
          checked={!byCode()}
          onChange={() => setByCode(false)}
        />
        {accountWords.byPassword}
      </label>
      <Show when={!byCode()}>
        <label>
          {accountWords.password}
          <input
            type="password"
            data-testid="account-password"
            required
            minLength={10}
            maxLength={128}
            autocomplete="new-password"
            value={password()}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
      </Show>
    </Dialog>
  );
}
