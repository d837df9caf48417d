import { join } from "node:path";

import serveFiles from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Serves the built page in a folder to anybody: it holds no value of any bed. */
export async function addPageRoutes(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(serveFiles, {
    root: folder,
    serve: false,
    cacheControl: false,
    // Built assets carry a hash in their name; the page that names them is asked for anew each time.
    setHeaders: (reply, path) => {
      const hashed = path.startsWith(join(folder, "assets"));
      reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  server.get<{ Params: { "*": string } }>(
    "/*",
    { config: { scope: "public" }, schema: { hide: true } },
    (request, reply) => reply.sendFile(request.params["*"] || "index.html"),
  );
}
