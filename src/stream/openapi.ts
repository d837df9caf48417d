import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";

import { failureAnswers } from "./route-schemas.ts";
import { SCOPE_NAMES, SCOPES } from "./scopes.ts";

const SCOPE_LIST = SCOPE_NAMES.map((scope) => `- \`${scope}\`: ${SCOPES[scope]}.`).join("\n");

/** Gathers the routes that are added from here on into a description after OpenAPI 3.1. */
export async function describeRoutes(server: FastifyInstance): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Afar",
        version: "1",
        description: `API of a station. Investigational, not for clinical use. Each operation names the scope that it needs as x-scope:\n${SCOPE_LIST}`,
      },
      servers: [{ url: "/" }],
      components: {
        securitySchemes: {
          token: { type: "http", scheme: "bearer", description: "A token of this station, which an admin issues." },
          session: {
            type: "apiKey",
            in: "cookie",
            name: "afar-session",
            description: "What a sign-in sets; over TLS __Host-afar-session.",
          },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const scope = route.config?.scope;
      const isPublic = scope === "public";
      const failures = isPublic ? failureAnswers(400, 429) : failureAnswers(400, 401, 403, 404, 429);
      const response = { ...failures, ...(schema?.response ?? { 200: { description: "What was asked for." } }) };
      return {
        url,
        schema: {
          ...schema,
          response,
          "x-scope": scope,
          security: isPublic ? [] : [{ token: [] }, { session: [] }],
        } as typeof schema,
      };
    },
  });
}
