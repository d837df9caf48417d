import "./accounts.css";

import { createSignal, For, Show } from "solid-js";

import type { AccountState, AccountStates, SetUpCode } from "../../../src/wire/accounts.ts";
import { Dialog } from "../dialog/dialog.tsx";
import { createListed } from "../dialog/listed.ts";
import { momentText } from "../dialog/moment.ts";
import { session } from "../sign-in/session.ts";

import { AccountAdd } from "./account-add.tsx";
import { AccountChange } from "./account-change.tsx";
import { accountWords } from "./account-words.ts";
import { ElsewhereRows } from "./elsewhere-rows.tsx";
import { ToldOnce } from "./told-once.tsx";

interface Told {
  readonly name: string;
  readonly code: SetUpCode;
}

/** Everybody who has an account, for admins: who is locked out, who never came, and what can be done about each. */
export function AccountsDialog(props: { readonly close: () => void }) {
  const listed = createListed<AccountStates>("/api/accounts", 10_000);
  const [adding, setAdding] = createSignal(false);
  const [changing, setChanging] = createSignal<string | null>(null);
  const [told, setTold] = createSignal<Told | null>(null);
  const changed = () => listed.value()?.accounts.find(({ name }) => name === changing());
  const renew = () => void listed.renew();
  function tell(next: Told): void {
    setChanging(null);
    setTold(next);
  }
  return (
    <>
      <Dialog
        title={accountWords.title}
        testId="accounts"
        table
        close={props.close}
        fault={listed.fault()}
        foot={
          <>
            <button type="button" data-testid="account-add-open" onClick={() => setAdding(true)}>
              {accountWords.add}
            </button>
            <button type="button" class="first" onClick={() => props.close()}>
              {accountWords.close}
            </button>
          </>
        }
      >
        <table class="accounts">
          <thead>
            <tr>
              <th scope="col">{accountWords.name}</th>
              <th scope="col">{accountWords.role}</th>
              <th scope="col">{accountWords.lastSignIn}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            <For each={listed.value()?.accounts.map(({ name }) => name)}>
              {(name) => (
                <AccountLine
                  account={listed.value()?.accounts.find((each) => each.name === name)}
                  change={() => setChanging(name)}
                />
              )}
            </For>
          </tbody>
        </table>
        <Show when={listed.value()?.elsewhere}>{(rows) => <ElsewhereRows rows={rows()} />}</Show>
      </Dialog>
      <Show when={adding()}>
        <AccountAdd
          added={({ name, setUpCode }) => {
            setAdding(false);
            renew();
            if (setUpCode) tell({ name, code: setUpCode });
          }}
          close={() => setAdding(false)}
        />
      </Show>
      <Show when={changed()}>
        {(account) => (
          <AccountChange
            account={account()}
            changed={renew}
            told={(code) => tell({ name: account().name, code })}
            close={() => setChanging(null)}
          />
        )}
      </Show>
      <Show when={told()}>
        {(now) => (
          <ToldOnce
            title={accountWords.codeTitle(now().name)}
            what={accountWords.codeWhat(momentText(now().code.untilMs))}
            secret={now().code.code}
            close={() => setTold(null)}
          />
        )}
      </Show>
    </>
  );
}

function AccountLine(props: { readonly account: AccountState | undefined; readonly change: () => void }) {
  const isOwn = (name: string) => session()?.caller?.name === name;
  return (
    <Show when={props.account}>
      {(account) => (
        <tr data-testid="account-row" data-name={account().name}>
          <th scope="row">
            <b>{account().name}</b> {isOwn(account().name) ? `(${accountWords.you})` : ""}
          </th>
          <td data-label={accountWords.role}>
            {accountWords.roles[account().role]}
            <Show when={account().beds}>{(beds) => `, ${accountWords.someBeds(beds().join(", "))}`}</Show>
          </td>
          <td data-label={accountWords.lastSignIn}>
            {stateOf(account())}
            <Show when={account().lockedForS}>
              {(seconds) => <b class="locked">{accountWords.locked(seconds())}</b>}
            </Show>
          </td>
          <td>
            <button
              type="button"
              data-testid="account-change-open"
              aria-label={accountWords.changeOf(account().name)}
              title={isOwn(account().name) ? accountWords.own : undefined}
              disabled={isOwn(account().name)}
              onClick={() => props.change()}
            >
              {accountWords.change}
            </button>
          </td>
        </tr>
      )}
    </Show>
  );
}

function stateOf({ setUpUntilMs, lastSignInMs }: AccountState): string {
  if (setUpUntilMs === null) return lastSignInMs === null ? accountWords.never : momentText(lastSignInMs);
  return setUpUntilMs > Date.now() ? accountWords.awaits(momentText(setUpUntilMs)) : accountWords.codeIsOld;
}
