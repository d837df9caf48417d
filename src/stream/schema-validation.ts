import type { FastifyInstance } from "fastify";

import { AfarError } from "../base/errors.ts";
import { readAsMeant, schemaFault } from "../wire/schema-check.ts";

/**
 * Has routes check what their schemas describe. Bodies are taken as they are; in paths and queries, which are all text, numbers
 * and truths are read as such. Answers are sent as they are: a schema describes them and never cuts them.
 */
export function checkBySchemas(server: FastifyInstance): void {
  server.setValidatorCompiler(({ schema, httpPart }) => (data: unknown) => {
    const value = httpPart === "body" ? data : readAsMeant(schema as object, data);
    const fault = schemaFault(schema as object, value);
    if (fault === null) return { value };
    return { error: new AfarError("USAGE", `the request's ${httpPart ?? "content"} is not as described: ${fault}`) };
  });
  server.setSerializerCompiler(() => (data) => JSON.stringify(data));
}
