import type { FastifyInstance, FastifyRequest } from "fastify";

import {
  AccountChange,
  AccountRow,
  AccountRows,
  IssuedToken,
  NamedAccount,
  NamedToken,
  NewAccount,
  NewToken,
  TokenRows,
} from "../../wire/accounts.ts";
import { callerOf } from "../access-guard.ts";
import { emptyAnswer, failureAnswers } from "../route-schemas.ts";

import type { AccountStore } from "./account-store.ts";
import type { AccessEvent, AuditTrail } from "./audit.ts";
import { addressOf } from "./network-address.ts";

export interface AdminPlan {
  readonly store: AccountStore;
  readonly trail: AuditTrail;
  /** Closes the streams of callers that are not current any more. */
  readonly review: () => void;
}

const config = { scope: "administer" } as const;

/** Adds what an admin does with accounts and tokens; each change is in the log. */
export function addAdminRoutes(server: FastifyInstance, { store, trail, review }: AdminPlan): void {
  function changed(request: FastifyRequest, what: AccessEvent["what"], detail: string): void {
    review();
    trail.note({ what, by: callerOf(request).name, address: addressOf(request), detail });
  }

  const accounts = { tags: ["accounts"] };
  server.get(
    "/api/accounts",
    {
      config,
      schema: { ...accounts, summary: "All accounts", response: { 200: AccountRows, ...failureAnswers(401, 403) } },
    },
    () => ({ accounts: store.accounts() }),
  );

  server.post<{ Body: NewAccount }>(
    "/api/accounts",
    {
      config,
      schema: {
        ...accounts,
        summary: "Add an account; once there is one, everybody has to sign in",
        body: NewAccount,
        response: { 201: AccountRow, ...failureAnswers(400, 401, 403) },
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

  const tokens = { tags: ["tokens"] };
  server.get(
    "/api/tokens",
    {
      config,
      schema: {
        ...tokens,
        summary: "All tokens, without their secret",
        response: { 200: TokenRows, ...failureAnswers(401, 403) },
      },
    },
    () => ({ tokens: store.tokens() }),
  );

  server.post<{ Body: NewToken }>(
    "/api/tokens",
    {
      config,
      schema: {
        ...tokens,
        summary: "Issue a token for a program; it is told this once",
        body: NewToken,
        response: { 201: IssuedToken, ...failureAnswers(400, 401, 403) },
      },
    },
    (request, reply) => {
      const issued = store.issue(request.body, callerOf(request).name);
      changed(request, "token issued", `${issued.row.id}, ${issued.row.label}: ${issued.row.scopes.join(", ")}`);
      return reply.code(201).send(issued);
    },
  );

  server.delete<{ Params: { id: string } }>(
    "/api/tokens/:id",
    {
      config,
      schema: {
        ...tokens,
        summary: "Revoke a token: its streams end",
        params: NamedToken,
        response: { 204: emptyAnswer, ...failureAnswers(401, 403, 404) },
      },
    },
    (request, reply) => {
      store.revoke(request.params.id);
      changed(request, "token revoked", request.params.id);
      return reply.code(204).send();
    },
  );
}
