import cookies from "@fastify/cookie";
import helmet from "@fastify/helmet";
import websocket from "@fastify/websocket";
import fastify, { type FastifyInstance } from "fastify";

import { AfarError } from "../base/errors.ts";

import { callerOf, type GuardedRoute, guardRoutes, identifyCallers } from "./access-guard.ts";
import { type Accounts, planAccounts } from "./accounts/accounts.ts";
import { addressOf } from "./accounts/network-address.ts";
import { addSessionRoute } from "./accounts/session-routes.ts";
import { thisScreen } from "./caller.ts";
import { limitConnections } from "./connection-limits.ts";
import { addDescriptionRoutes } from "./description-routes.ts";
import { watchEventLoop } from "./event-loop.ts";
import { answerFailures, answerUnrouted } from "./failures.ts";
import { type AuditRequest, addHistoryRoutes, type HistoryDesk } from "./history-routes.ts";
import { BedHub } from "./hub.ts";
import { addMountedRoutes } from "./mounted-routes.ts";
import { describeRoutes } from "./openapi.ts";
import { isOwnRequest, LOOPBACK_NAMES } from "./origin.ts";
import { addPageRoutes } from "./page-routes.ts";
import { Readers } from "./readers.ts";
import { addReceiverRoutes, type DeliveryDesk } from "./receiver-routes.ts";
import { addReplayRoutes, type ReplayDesk } from "./replay-routes.ts";
import { limitRequests } from "./request-limits.ts";
import { addRoutes, type OrderDesk } from "./routes.ts";
import { checkBySchemas } from "./schema-validation.ts";
import { pageSecurity } from "./security.ts";
import type { ServerOptions } from "./server-options.ts";

/** Orders and pages' questions are short; a longer body is refused, a longer message closes the connection. */
const MAX_INCOMING_BYTES = 4096;
const MAX_BODY_BYTES = 32 * 1024;
const REQUESTS_PER_MINUTE = 1200;

/** What is only known once the station runs. */
interface Desks {
  port: number;
  orders: OrderDesk | null;
  history: HistoryDesk | null;
  replays: ReplayDesk | null;
  deliveries: DeliveryDesk | null;
}

export interface ServerParts {
  readonly server: FastifyInstance;
  /** Every route with the scope that it needs. */
  readonly routes: readonly GuardedRoute[];
  readonly hub: BedHub;
  readonly readers: Readers;
  readonly desks: Desks;
  /** Writes down what of refusals was withheld, once their minute is over, or all. */
  settle(all: boolean): void;
}

/** Puts the station's server together without listening. Its parts are in the order in which a request meets them. */
export async function buildServer(options: ServerOptions): Promise<ServerParts> {
  const { onFault = (error) => console.error(error), tls = null } = options;
  const secure = tls !== null;
  const maxReaders = options.maxReaders ?? 64;
  const readers = new Readers({
    maxReaders,
    maxOfOne: Math.ceil(maxReaders / 2),
    maxBufferedBytes: options.maxBufferedBytes ?? 2 * 1024 * 1024,
  });
  const hub = new BedHub(readers);
  const desks: Desks = { port: options.port, orders: null, history: null, replays: null, deliveries: null };
  const accounts = options.accounts ? planAccounts(options.accounts, secure, onFault) : null;
  const server = create(tls);
  limitConnections(server.server);

  // First of all, for only what it marked as an upgrade does it close again when the next hook refuses it.
  await server.register(websocket, {
    options: { maxPayload: MAX_INCOMING_BYTES, perMessageDeflate: false },
    errorHandler: (_error, socket) => socket.terminate(),
  });
  // Before every route and every other plugin, so that nothing answers a stranger: pages, API, errors and upgrades alike.
  const names = [...LOOPBACK_NAMES, ...(options.names ?? []).map((name) => name.toLowerCase())];
  server.addHook("onRequest", async ({ headers: { host, origin } }) => {
    if (isOwnRequest(host, origin, { port: desks.port, secure, names })) return;
    const own = `${secure ? "https" : "http"}://${names[0]}:${desks.port}`;
    throw new AfarError(
      "FORBIDDEN_ORIGIN",
      `this station answers only to its own names, such as ${own}, and its own page`,
    );
  });
  answerFailures(server, onFault);
  await server.register(helmet, pageSecurity(secure));
  await server.register(cookies);
  server.removeContentTypeParser("text/plain");
  checkBySchemas(server);
  const screen = thisScreen(() => true);
  identifyCallers(server, (request) => (accounts ? accounts.access.identify(request) : screen));
  await limitRequests(
    server,
    options.requestsPerMinute ?? REQUESTS_PER_MINUTE,
    () => accounts?.access.isRequired() ?? false,
  );
  const routes = guardRoutes(server, (request, caller, scope) => {
    const { method, url } = request.routeOptions;
    const detail = `${method} ${url} needs ${scope}`;
    accounts?.trail.refused({ what: "not allowed", by: caller.name, address: addressOf(request), detail });
  });
  server.addHook("onSend", async (_request, reply) => {
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  });

  await describeRoutes(server);
  const loop = watchEventLoop();
  server.addHook("onClose", async () => loop.stop());
  addRoutes(server, hub, readers, loop, () => desks.orders);
  const audit: AuditRequest = (request, what, detail) =>
    accounts?.trail.note({ what, by: callerOf(request).name, address: addressOf(request), detail });
  addHistoryRoutes(server, () => desks.history, audit);
  addReplayRoutes(server, () => desks.replays);
  addReceiverRoutes(server, { desk: () => desks.deliveries, audit });
  addAccountRoutes(server, accounts, readers);
  addMountedRoutes(server, options.mounted ?? []);
  addDescriptionRoutes(server);
  await addPageRoutes(server, options.staticDir);
  return { server, routes, hub, readers, desks, settle: (all) => accounts?.trail.settle(all) };
}

function create(tls: ServerOptions["tls"]): FastifyInstance {
  const options = { forceCloseConnections: true, bodyLimit: MAX_BODY_BYTES, frameworkErrors: answerUnrouted };
  // The two kinds of server differ in nothing that a route sees.
  return tls ? (fastify({ ...options, https: { ...tls } }) as unknown as FastifyInstance) : fastify(options);
}

function addAccountRoutes(server: FastifyInstance, accounts: Accounts | null, readers: Readers): void {
  if (accounts) accounts.addRoutes(server, () => readers.review());
  else addSessionRoute(server, () => ({ signIn: false, setUp: false, elsewhere: null }));
}
