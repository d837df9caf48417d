import type { FastifyInstance, FastifyReply } from "fastify";

import { AfarError } from "../base/errors.ts";

import { callerOf } from "./access-guard.ts";
import type { MountedRoute } from "./mounted-route.ts";

/** Adds routes of another folder's making. */
export function addMountedRoutes(server: FastifyInstance, routes: readonly MountedRoute[]): void {
  for (const { method, url, scope, summary, handle, failed } of routes) {
    server.route<{ Params: Record<string, string>; Querystring: Record<string, string | string[]> }>({
      method,
      url,
      config: { scope },
      schema: { tags: ["interfaces"], summary },
      ...(failed && {
        errorHandler(error: unknown, _request: unknown, reply: FastifyReply) {
          // Faults of the station's own are for the server to tell.
          if (!(error instanceof AfarError)) throw error;
          const answer = failed(error);
          return reply.code(answer.status).type(answer.contentType).send(answer.body);
        },
      }),
      handler: async (request, reply) => {
        const { params, query, body } = request;
        const caller = callerOf(request);
        const answer = await handle({ params, query, body, caller, url: request.url });
        reply.header("cache-control", "no-store");
        return reply.code(answer.status).type(answer.contentType).send(answer.body);
      },
    });
  }
}
