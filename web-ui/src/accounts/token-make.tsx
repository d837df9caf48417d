import { createSignal, For } from "solid-js";

import type { IssuedToken, NewToken } from "../../../src/wire/accounts.ts";
import { Dialog } from "../dialog/dialog.tsx";
import { ask } from "../sign-in/session.ts";
import { createFault } from "../words/sentence.ts";

import { FormFoot } from "./form-foot.tsx";
import { tokenWords } from "./token-words.ts";

type Scope = NewToken["scopes"][number];

const SCOPES: readonly Scope[] = ["read", "order", "record", "replay", "export", "diagnose", "administer"];
const LIVES_DAYS = [30, 90, 365] as const;

/** Asks what a program may do and for how long, and makes its token. */
export function TokenMake(props: { readonly made: (issued: IssuedToken) => void; readonly close: () => void }) {
  const [label, setLabel] = createSignal("");
  const [scopes, setScopes] = createSignal<readonly Scope[]>(["read"]);
  const [days, setDays] = createSignal<number | null>(365);
  const fault = createFault();
  function tick(scope: Scope, on: boolean): void {
    setScopes(SCOPES.filter((each) => (each === scope ? on : scopes().includes(each))));
  }
  async function make(): Promise<void> {
    if (scopes().length === 0) return fault.set(() => tokenWords.noScope);
    const asked: NewToken = { label: label().trim(), scopes: [...scopes()], days: days() };
    const answer = await ask<IssuedToken>("POST", "/api/tokens", asked);
    if ("value" in answer) props.made(answer.value);
    else fault.set(answer.refused);
  }
  return (
    <Dialog
      title={tokenWords.makeTitle}
      testId="token-make"
      close={props.close}
      fault={fault.text()}
      submit={() => void make()}
      foot={<FormFoot testId="token-make-yes" yes={tokenWords.makeYes} close={props.close} />}
    >
      <label>
        {tokenWords.label}
        <input
          data-testid="token-label"
          required
          maxLength={64}
          autocomplete="off"
          value={label()}
          onInput={(event) => setLabel(event.currentTarget.value)}
        />
      </label>
      <fieldset class="scopes">
        <legend>{tokenWords.scopes}</legend>
        <For each={SCOPES}>
          {(scope) => (
            <label class="choice">
              <input
                type="checkbox"
                data-testid={`scope-${scope}`}
                checked={scopes().includes(scope)}
                onChange={(event) => tick(scope, event.currentTarget.checked)}
              />
              {tokenWords.scope[scope]}
            </label>
          )}
        </For>
      </fieldset>
      <label>
        {tokenWords.expires}
        <select
          data-testid="token-days"
          value={days() ?? ""}
          onChange={(event) => setDays(Number(event.currentTarget.value) || null)}
        >
          <For each={LIVES_DAYS}>{(each) => <option value={each}>{tokenWords.days(each)}</option>}</For>
          <option value="">{tokenWords.never}</option>
        </select>
      </label>
    </Dialog>
  );
}
