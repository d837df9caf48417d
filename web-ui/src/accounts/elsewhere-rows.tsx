import { createUniqueId, For, Show } from "solid-js";

import type { ElsewhereRow } from "../../../src/wire/accounts.ts";
import { momentText } from "../dialog/moment.ts";

import { accountWords } from "./account-words.ts";

/** Who is signed in by a service elsewhere: the station keeps no account of them, and says so. */
export function ElsewhereRows(props: { readonly rows: readonly ElsewhereRow[] }) {
  const id = createUniqueId();
  return (
    <section data-testid="elsewhere" aria-labelledby={id}>
      <h3 id={id}>{accountWords.elsewhere}</h3>
      <p class="muted">{accountWords.elsewhereWhat}</p>
      <Show when={props.rows.length > 0} fallback={<p>{accountWords.elsewhereNone}</p>}>
        <table class="accounts">
          <thead>
            <tr>
              <th scope="col">{accountWords.name}</th>
              <th scope="col">{accountWords.role}</th>
              <th scope="col">{accountWords.lastSignIn}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.rows}>
              {(row) => (
                <tr data-testid="elsewhere-row">
                  <th scope="row">
                    <b>{row.name}</b>
                  </th>
                  <td data-label={accountWords.role}>{accountWords.roles[row.role]}</td>
                  <td data-label={accountWords.lastSignIn}>{momentText(row.signedInMs)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </section>
  );
}
