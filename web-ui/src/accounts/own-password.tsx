import { Dialog } from "../dialog/dialog.tsx";
import { post } from "../sign-in/session.ts";
import { createFault } from "../words/sentence.ts";

import { accountWords } from "./account-words.ts";
import { FormFoot } from "./form-foot.tsx";

/** Whoever is signed in chooses another password; all other sessions of the account end. */
export function OwnPassword(props: { readonly close: () => void }) {
  const fault = createFault();
  let form: { readonly old: string; readonly new: string } = { old: "", new: "" };
  async function change(): Promise<void> {
    const refused = await post("/api/password", form);
    if (refused === null) props.close();
    else fault.set(refused);
  }
  return (
    <Dialog
      title={accountWords.ownPassword}
      testId="own-password"
      close={props.close}
      fault={fault.text()}
      submit={() => void change()}
      foot={<FormFoot testId="own-password-yes" yes={accountWords.change} close={props.close} />}
    >
      <label>
        {accountWords.oldPassword}
        <input
          type="password"
          data-testid="old-password"
          required
          autocomplete="current-password"
          onInput={(event) => {
            form = { ...form, old: event.currentTarget.value };
          }}
        />
      </label>
      <label>
        {accountWords.password}
        <input
          type="password"
          data-testid="new-password"
          required
          minLength={10}
          maxLength={128}
          autocomplete="new-password"
          onInput={(event) => {
            form = { ...form, new: event.currentTarget.value };
          }}
        />
      </label>
    </Dialog>
  );
}
