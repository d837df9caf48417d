import type { FastifyInstance } from "fastify";

import { callerOf } from "./access-guard.ts";
import type { MountedRoute } from "./mounted-route.ts";

/** Adds routes of another folder's making. */
export function addMountedRoutes(server: FastifyInstance, routes: readonly MountedRoute[]): void {
  for (const { method, url, scope, summary, handle } of routes) {
    server.route<{ Params: Record<string, string>; Querystring: Record<string, string | string[]> }>({
      method,
      url,
      config: { scope },
      schema: { tags: ["interfaces"], summary },
      handler: async (request, reply) => {
        const { params, query, body } = request;
        const caller = callerOf(request);
        const answer = await handle({ params, query, body, caller, url: request.url });
        return reply.code(answer.status).type(answer.contentType).send(answer.body);
      },
    });
  }
}
