import { For } from "solid-js";

import type { AccountRow } from "../../../src/wire/accounts.ts";

import { accountWords } from "./account-words.ts";

export type Role = AccountRow["role"];

const ROLES: readonly Role[] = ["viewer", "nurse", "engineer", "admin"];

/** One of the roles, each with what it adds. */
export function RoleField(props: { readonly role: Role; readonly change: (role: Role) => void }) {
  return (
    <label>
      {accountWords.role}
      <select
        data-testid="role"
        value={props.role}
        onChange={(event) => props.change(ROLES.find((each) => each === event.currentTarget.value) ?? props.role)}
      >
        <For each={ROLES}>
          {(role) => (
            <option value={role}>
              {accountWords.roles[role]}: {accountWords.roleNotes[role]}
            </option>
          )}
        </For>
      </select>
    </label>
  );
}
