import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import helmet from "@fastify/helmet";
import serveFiles from "@fastify/static";
import websocket from "@fastify/websocket";
import fastify from "fastify";

import { AfarError } from "../base/errors.ts";

import { guardRoutes } from "./access-guard.ts";
import { THIS_SCREEN } from "./caller.ts";
import { watchEventLoop } from "./event-loop.ts";
import { answerFailures } from "./failures.ts";
import { addHistoryRoutes, type HistoryDesk } from "./history-routes.ts";
import { BedHub, type StreamHub } from "./hub.ts";
import { isOwnRequest } from "./origin.ts";
import { Readers } from "./readers.ts";
import { addRoutes, type OrderDesk } from "./routes.ts";
import { PAGE_SECURITY } from "./security.ts";

const TICK_MS = 1000;
const CLOSE_GRACE_MS = 1000;
/** Pages have nothing to say to the stream; a longer message closes the connection. */
const MAX_INCOMING_BYTES = 4096;

export interface ServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** The station listens on loopback only: it has no sign-in. */
  readonly host?: "127.0.0.1";
  /** Folder of the built page, with its index.html. */
  readonly staticDir: string;
  /** Default 32. */
  readonly maxReaders?: number;
  /** Bytes waiting for one page above which it is dropped. Default 2 MiB, about half a minute of one bed. */
  readonly maxBufferedBytes?: number;
  /** Told of faults inside the station. Default: standard error. */
  readonly onFault?: (error: unknown) => void;
}

export interface StationServer {
  readonly port: number;
  readonly hub: StreamHub;
  /** Orders of pages go there from now on; before, no bed takes any. */
  takeOrders(desk: OrderDesk): void;
  /** Pages read the past there from now on; before, no bed has any. */
  readHistory(desk: HistoryDesk): void;
  /** Says goodbye to every page and frees the port. */
  close(): Promise<void>;
}

/**
 * Serves the monitor page, the API and the stream at http://127.0.0.1:port.
 *
 * Throws PORT_BUSY when the port is taken, USAGE when it may not be used, FILE_MISSING when the page was not built.
 */
export async function startServer(options: ServerOptions): Promise<StationServer> {
  if (!existsSync(join(options.staticDir, "index.html"))) {
    throw new AfarError("FILE_MISSING", `the monitor page is missing in ${options.staticDir}: run npm run build`);
  }
  const readers = new Readers({
    maxReaders: options.maxReaders ?? 32,
    maxBufferedBytes: options.maxBufferedBytes ?? 2 * 1024 * 1024,
  });
  const hub = new BedHub(readers);
  const server = fastify({ forceCloseConnections: true, bodyLimit: MAX_INCOMING_BYTES });
  let port = options.port;

  // First of all, for only what it marked as an upgrade does it close again when the next hook refuses it.
  await server.register(websocket, {
    options: { maxPayload: MAX_INCOMING_BYTES, perMessageDeflate: false },
    errorHandler: (_error, socket) => socket.terminate(),
  });
  // Before every route and every other plugin, so that nothing answers a stranger: pages, API, errors and upgrades alike.
  server.addHook("onRequest", async (request) => {
    const { host, origin } = request.headers;
    if (isOwnRequest(host, origin, port)) return;
    throw new AfarError("FORBIDDEN_ORIGIN", `this station answers only to http://127.0.0.1:${port} and its own page`);
  });
  answerFailures(server, options.onFault ?? ((error) => console.error(error)));
  await server.register(helmet, PAGE_SECURITY);
  guardRoutes(server, () => THIS_SCREEN);
  await server.register(serveFiles, {
    root: options.staticDir,
    serve: false,
    cacheControl: false,
    // Built assets carry a hash in their name; the page that names them is asked for anew each time.
    setHeaders: (reply, path) => {
      const hashed = path.startsWith(join(options.staticDir, "assets"));
      reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  server.get<{ Params: { "*": string } }>("/*", { config: { scope: "public" } }, (request, reply) =>
    reply.sendFile(request.params["*"] || "index.html"),
  );
  server.addHook("onSend", async (request, reply) => {
    if (request.url.startsWith("/api/")) reply.header("cache-control", "no-store");
  });
  const loop = watchEventLoop();
  let desk: OrderDesk | null = null;
  addRoutes(server, hub, readers, loop, () => desk);
  let history: HistoryDesk | null = null;
  addHistoryRoutes(server, () => history);

  try {
    await server.listen({ port: options.port, host: options.host ?? "127.0.0.1" });
  } catch (error) {
    await server.close();
    throw asListenError(error, options.port);
  }
  port = (server.server.address() as AddressInfo).port;
  const ticking = setInterval(() => readers.send(hub.tick()), TICK_MS);
  ticking.unref();

  return {
    port,
    hub,
    takeOrders(orders) {
      desk = orders;
    },
    readHistory(past) {
      history = past;
    },
    close: async () => {
      clearInterval(ticking);
      loop.stop();
      await readers.close(CLOSE_GRACE_MS);
      await server.close();
    },
  };
}

function asListenError(error: unknown, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EADDRINUSE") {
    return new AfarError(
      "PORT_BUSY",
      `port ${port} is taken by another program: stop it or choose another with --port N`,
      { cause: error },
    );
  }
  if (code === "EACCES") {
    return new AfarError("USAGE", `port ${port} is reserved for the system: choose one above 1023 with --port N`, {
      cause: error,
    });
  }
  return error;
}
