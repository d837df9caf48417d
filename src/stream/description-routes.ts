import type { FastifyInstance } from "fastify";

import { AnyObject } from "../wire/api.ts";

import { streamDescription } from "./asyncapi.ts";
import { failureAnswers } from "./route-schemas.ts";

/** Adds the descriptions of the API and of the stream themselves. */
export function addDescriptionRoutes(server: FastifyInstance): void {
  const config = { scope: "read" } as const;
  const tags = ["descriptions"];
  const response = { 200: AnyObject, ...failureAnswers(401, 403, 429) };
  const stream = streamDescription();
  server.get("/api/openapi.json", { config, schema: { tags, summary: "This description", response } }, () =>
    server.swagger(),
  );
  server.get(
    "/api/asyncapi.json",
    { config, schema: { tags, summary: "Description of the stream after AsyncAPI", response } },
    () => stream,
  );
}
