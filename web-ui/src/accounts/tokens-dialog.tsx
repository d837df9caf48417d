import "./accounts.css";

import { createSignal, For, Show } from "solid-js";

import type { IssuedToken, TokenRow } from "../../../src/wire/accounts.ts";
import { Dialog } from "../dialog/dialog.tsx";
import { createListed } from "../dialog/listed.ts";
import { momentText } from "../dialog/moment.ts";
import { Question } from "../dialog/question.tsx";
import { ask } from "../sign-in/session.ts";
import type { Sentence } from "../words/sentence.ts";

import { accountWords } from "./account-words.ts";
import { TokenMake } from "./token-make.tsx";
import { tokenWords } from "./token-words.ts";
import { ToldOnce } from "./told-once.tsx";

/** The tokens of programs, for admins: what each may do, who made it and when it ends. */
export function TokensDialog(props: { readonly close: () => void }) {
  const listed = createListed<{ readonly tokens: readonly TokenRow[] }>("/api/tokens");
  const [making, setMaking] = createSignal(false);
  const [issued, setIssued] = createSignal<IssuedToken | null>(null);
  const [revoking, setRevoking] = createSignal<TokenRow | null>(null);
  async function revoke(id: string): Promise<Sentence | null> {
    const answer = await ask<null>("DELETE", `/api/tokens/${id}`);
    await listed.renew();
    return "refused" in answer ? answer.refused : null;
  }
  return (
    <>
      <Dialog
        title={tokenWords.title}
        testId="tokens"
        table
        close={props.close}
        fault={listed.fault()}
        foot={
          <>
            <button type="button" data-testid="token-make-open" onClick={() => setMaking(true)}>
              {tokenWords.make}
            </button>
            <button type="button" class="first" onClick={() => props.close()}>
              {accountWords.close}
            </button>
          </>
        }
      >
        <p class="muted">{tokenWords.what}</p>
        <Show when={listed.value()?.tokens.length} fallback={<p>{listed.value() ? tokenWords.none : ""}</p>}>
          <table class="tokens">
            <thead>
              <tr>
                <th scope="col">{tokenWords.label}</th>
                <th scope="col">{tokenWords.scopes}</th>
                <th scope="col">{tokenWords.by}</th>
                <th scope="col">{tokenWords.expires}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              <For each={listed.value()?.tokens}>
                {(token) => (
                  <tr data-testid="token-row">
                    <th scope="row">
                      <b>{token.label}</b>
                    </th>
                    <td data-label={tokenWords.scopes}>
                      {token.scopes.map((scope) => tokenWords.scope[scope]).join(", ")}
                      <Show when={token.beds}>{(beds) => `, ${accountWords.someBeds(beds().join(", "))}`}</Show>
                    </td>
                    <td data-label={tokenWords.by}>{tokenWords.madeBy(token.by, momentText(token.createdMs))}</td>
                    <td data-label={tokenWords.expires}>{endOf(token)}</td>
                    <td>
                      <button
                        type="button"
                        data-testid="token-revoke"
                        aria-label={`${tokenWords.revoke}: ${token.label}`}
                        onClick={() => setRevoking(token)}
                      >
                        {tokenWords.revoke}
                      </button>
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </Show>
      </Dialog>
      <Show when={making()}>
        <TokenMake
          made={(made) => {
            setMaking(false);
            setIssued(made);
            void listed.renew();
          }}
          close={() => setMaking(false)}
        />
      </Show>
      <Show when={issued()}>
        {(now) => (
          <ToldOnce
            title={tokenWords.tokenTitle(now().row.label)}
            what={tokenWords.tokenWhat}
            secret={now().token}
            close={() => setIssued(null)}
          />
        )}
      </Show>
      <Show when={revoking()}>
        {(token) => (
          <Question
            title={tokenWords.revokeTitle(token().label)}
            what={tokenWords.revokeWhat}
            yes={tokenWords.revoke}
            no={accountWords.cancel}
            testId="token-revoke-question"
            act={() => revoke(token().id)}
            close={() => setRevoking(null)}
          />
        )}
      </Show>
    </>
  );
}

function endOf({ expiresMs }: TokenRow): string {
  if (expiresMs === null) return tokenWords.never;
  return expiresMs > Date.now() ? momentText(expiresMs) : tokenWords.expired;
}
