import type { FastifyInstance, FastifyRequest } from "fastify";

import { IssuedToken, NamedToken, NewToken, TokenRows } from "../../wire/accounts.ts";
import { callerOf } from "../access-guard.ts";
import { emptyAnswer, failureAnswers } from "../route-schemas.ts";

import type { AdminPlan } from "./admin-routes.ts";
import type { AccessEvent } from "./audit.ts";
import { addressOf } from "./network-address.ts";

const config = { scope: "administer" } as const;
const tokens = { tags: ["tokens"] };

/** Adds what an admin does with the tokens of programs; each change is in the log. */
export function addTokenRoutes(server: FastifyInstance, plan: Pick<AdminPlan, "store" | "trail" | "review">): void {
  const { store, trail, review } = plan;
  function changed(request: FastifyRequest, what: AccessEvent["what"], detail: string): void {
    review();
    trail.note({ what, by: callerOf(request).name, address: addressOf(request), detail });
  }

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
