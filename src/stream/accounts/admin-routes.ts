import type { FastifyInstance, FastifyRequest } from "fastify";

import { AfarError } from "../../base/errors.ts";
import {
  AccountChange,
  AccountStates,
  AddedAccount,
  type ElsewhereRow,
  NamedAccount,
  NewAccount,
  type Session,
  SetUpCode,
} from "../../wire/accounts.ts";
import { callerOf } from "../access-guard.ts";
import { emptyAnswer, failureAnswers } from "../route-schemas.ts";

import type { AccountStore } from "./account-store.ts";
import type { AccessEvent, AuditTrail } from "./audit.ts";
import { addressOf } from "./network-address.ts";
import type { SignInDesk } from "./sign-in.ts";
import type { SignInTimes } from "./sign-in-times.ts";

export interface AdminPlan {
  readonly store: AccountStore;
  readonly desk: SignInDesk;
  readonly times: SignInTimes;
  /** Sessions of those who signed in elsewhere, in the order of their beginning; null where nobody can. */
  readonly elsewhere: () => readonly Session[] | null;
  readonly trail: AuditTrail;
  /** Closes the streams of callers that are not current any more. */
  readonly review: () => void;
}

const config = { scope: "administer" } as const;

/** Adds what an admin does with accounts; each change is in the log. */
export function addAdminRoutes(
  server: FastifyInstance,
  { store, desk, times, elsewhere, trail, review }: AdminPlan,
): void {
  function changed(request: FastifyRequest, what: AccessEvent["what"], detail: string): void {
    review();
    trail.note({ what, by: callerOf(request).name, address: addressOf(request), detail });
  }

  const accounts = { tags: ["accounts"] };
  server.get(
    "/api/accounts",
    {
      config,
      schema: {
        ...accounts,
        summary: "All accounts, and who is signed in without one",
        response: { 200: AccountStates, ...failureAnswers(401, 403) },
      },
    },
    () => ({
      accounts: store.accounts().map((row) => ({
        ...row,
        lastSignInMs: times.lastMs(row),
        lockedForS: desk.lockedForS(row.name),
      })),
      elsewhere: lastOfEach(elsewhere()),
    }),
  );

  server.post<{ Body: NewAccount }>(
    "/api/accounts",
    {
      config,
      schema: {
        ...accounts,
        summary: "Add an account; once there is one, everybody has to sign in. Without a password, a code is told once",
        body: NewAccount,
        response: { 201: AddedAccount, ...failureAnswers(400, 401, 403) },
      },
    },
    async (request, reply) => {
      const row = await store.add(request.body);
      changed(request, "account added", `${row.name}, ${row.role}`);
      return reply.code(201).send(row);
    },
  );

  server.patch<{ Params: { name: string }; Body: AccountChange }>(
    "/api/accounts/:name",
    {
      config,
      schema: {
        ...accounts,
        summary: "Change role, password or beds of an account: its sessions end",
        params: NamedAccount,
        body: AccountChange,
        response: { 204: emptyAnswer, ...failureAnswers(400, 401, 403, 404) },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      await store.change(name, request.body);
      changed(request, "account changed", `${name}: ${Object.keys(request.body).join(", ")}`);
      return reply.code(204).send();
    },
  );

  server.post<{ Params: { name: string } }>(
    "/api/accounts/:name/set-up-code",
    {
      config,
      schema: {
        ...accounts,
        summary: "Take the password of an account away; a code to choose another is told once, and its sessions end",
        params: NamedAccount,
        response: { 201: SetUpCode, ...failureAnswers(400, 401, 403, 404) },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      // The page that asked would be signed out before it could show the code.
      if (callerOf(request).role !== null && callerOf(request).name === name) {
        throw new AfarError("USAGE", "this is your own account: change its password instead");
      }
      const code = await store.reset(name);
      changed(request, "password reset", name);
      return reply.code(201).send(code);
    },
  );

  server.post<{ Params: { name: string } }>(
    "/api/accounts/:name/unlock",
    {
      config,
      schema: {
        ...accounts,
        summary: "Forget the failed sign-ins of an account: the next attempt need not wait",
        params: NamedAccount,
        response: { 204: emptyAnswer, ...failureAnswers(400, 401, 403, 404) },
      },
    },
    (request, reply) => {
      const { name } = request.params;
      if (store.account(name) === null) {
        throw new AfarError("NOT_FOUND", `there is no account ${JSON.stringify(name)}`);
      }
      desk.unlock(name);
      changed(request, "account unlocked", name);
      return reply.code(204).send();
    },
  );

  server.delete<{ Params: { name: string } }>(
    "/api/accounts/:name",
    {
      config,
      schema: {
        ...accounts,
        summary: "Remove an account: its sessions end",
        params: NamedAccount,
        response: { 204: emptyAnswer, ...failureAnswers(400, 401, 403, 404) },
      },
    },
    (request, reply) => {
      store.remove(request.params.name);
      changed(request, "account removed", request.params.name);
      return reply.code(204).send();
    },
  );
}

/** One row a name: of the session that began last. */
function lastOfEach(sessions: readonly Session[] | null): ElsewhereRow[] | null {
  if (sessions === null) return null;
  const rows = sessions.map(({ name, role, openedMs }) => [name, { name, role, signedInMs: openedMs }] as const);
  return [...new Map(rows).values()];
}
