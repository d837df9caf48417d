import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { AfarError } from "../base/errors.ts";

import type { HistoryDesk } from "./history-routes.ts";
import type { StreamHub } from "./hub.ts";
import { LOOPBACK_NAMES } from "./origin.ts";
import type { DeliveryDesk } from "./receiver-routes.ts";
import type { ReplayDesk } from "./replay-routes.ts";
import type { OrderDesk } from "./routes.ts";
import type { ServerOptions } from "./server-options.ts";
import { buildServer } from "./server-parts.ts";

const TICK_MS = 1000;
const CLOSE_GRACE_MS = 1000;
const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

export interface StationServer {
  readonly port: number;
  readonly hub: StreamHub;
  /** Orders of pages go there from now on; before, no bed takes any. */
  takeOrders(desk: OrderDesk): void;
  /** Pages read the past there from now on; before, no bed has any. */
  readHistory(desk: HistoryDesk): void;
  /** Pages replay recordings there from now on. */
  openReplays(desk: ReplayDesk): void;
  /** Engineers look after receivers there from now on. */
  openDeliveries(desk: DeliveryDesk): void;
  /** Says goodbye to every page and frees the port. */
  close(): Promise<void>;
}

/**
 * Serves the monitor page, the API and the stream, at http://127.0.0.1:port unless the options say more.
 *
 * Throws PORT_BUSY when the port is taken, USAGE when it may not be used or when strangers would be let in, FILE_MISSING when
 * the page was not built.
 */
export async function startServer(options: ServerOptions): Promise<StationServer> {
  if (!existsSync(join(options.staticDir, "index.html"))) {
    throw new AfarError("FILE_MISSING", `the monitor page is missing in ${options.staticDir}: run npm run build`);
  }
  const { address = LOOPBACK_NAMES[0] } = options;
  demandDefence(address, options);
  const { server, hub, readers, desks, settle } = await buildServer(options);
  try {
    await server.listen({ port: options.port, host: address });
  } catch (error) {
    await server.close();
    throw asListenError(error, options.port, address);
  }
  const { port } = server.server.address() as AddressInfo;
  desks.port = port;
  const ticking = setInterval(() => {
    settle(false);
    readers.review();
    readers.send(hub.tick());
  }, TICK_MS);
  ticking.unref();

  return {
    port,
    hub,
    takeOrders(orders) {
      desks.orders = orders;
    },
    readHistory(past) {
      desks.history = past;
    },
    openReplays(replays) {
      desks.replays = replays;
    },
    openDeliveries(deliveries) {
      desks.deliveries = deliveries;
    },
    close: async () => {
      clearInterval(ticking);
      settle(true);
      await readers.close(CLOSE_GRACE_MS);
      await server.close();
    },
  };
}

/** The last word on who may be let in, whatever led here. */
function demandDefence(address: string, { accounts, tls }: ServerOptions): void {
  if (LOOPBACK.has(address) || (accounts?.required && tls)) return;
  throw new AfarError(
    "USAGE",
    `listening on ${address} lets others in than this box: set signIn = true in [accounts], and certFile and keyFile in [tls]`,
  );
}

function asListenError(error: unknown, port: number, address: string): unknown {
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
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return new AfarError("USAGE", `this box has no address ${address}: see station.address`, { cause: error });
  }
  return error;
}
