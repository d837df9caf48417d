import { streamDescription } from "./asyncapi.ts";
import type { MountedRoute } from "./mounted-route.ts";
import { buildServer } from "./server-parts.ts";

/**
 * Descriptions of the API and of the stream of a station with all that may be configured; nothing listens. `folder`: any that is
 * there. `mounted`: routes of other folders' making.
 */
export async function describeApi(
  folder: string,
  mounted: readonly MountedRoute[],
): Promise<{ readonly openapi: object; readonly asyncapi: object }> {
  const oidc = {
    label: "",
    issuer: "https://localhost",
    clientId: "",
    clientSecret: null,
    roleClaim: "",
    roles: {},
    scopes: [],
  };
  const accounts = { folder, required: true, setUpCode: null, oidc, audit: () => undefined };
  const { server } = await buildServer({ port: 0, staticDir: folder, accounts, mounted });
  try {
    await server.ready();
    return { openapi: server.swagger(), asyncapi: streamDescription() };
  } finally {
    await server.close();
  }
}
