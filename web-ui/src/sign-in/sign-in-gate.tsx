import { createEffect, createSignal, type JSX, Show } from "solid-js";

import { followSession, session } from "./session.ts";
import { SignInForm } from "./sign-in-form.tsx";

/** Shows the monitor to whoever is signed in, or where nobody has to be; over it the question who is there, once nobody is. */
export function SignInGate(props: { readonly children: () => JSX.Element }) {
  followSession();
  const isIn = () => {
    const state = session();
    return state !== null && (!state.signIn || state.caller !== null);
  };
  // Once it was made the monitor stays: it finds its way back to the station by itself.
  const [wasIn, setWasIn] = createSignal(false);
  createEffect(() => isIn() && setWasIn(true));
  return (
    <>
      <Show when={wasIn()}>
        <div inert={!isIn()}>{props.children()}</div>
      </Show>
      <Show when={session() !== null && !isIn()}>
        <main class="sign-in-page">
          <SignInForm />
        </main>
      </Show>
    </>
  );
}
