import type { Server } from "node:http";
import type { Socket } from "node:net";

import { networkOf } from "./accounts/network-address.ts";

/** Connections of one network at one time: a page has two or three, and a ward may share an address. */
const MOST_OF_A_NETWORK = 64;
const MOST = 1024;
/** Time for a whole request; one that trickles in only holds its place. */
const REQUEST_MS = 15_000;
/** The box's own: the screens on it share them. */
const OWN = new Set(["127.0.0.1", "::1"]);

/** Bounds what one stranger can hold open, so that there is room for the others. */
export function limitConnections(server: Server): void {
  const open = new Map<string, number>();
  server.maxConnections = MOST;
  server.headersTimeout = REQUEST_MS;
  server.requestTimeout = REQUEST_MS;
  server.prependListener("connection", (socket: Socket) => {
    const network = networkOf(socket.remoteAddress ?? "unknown");
    if (OWN.has(network)) return;
    const others = open.get(network) ?? 0;
    if (others >= MOST_OF_A_NETWORK) {
      socket.destroy();
      return;
    }
    open.set(network, others + 1);
    socket.once("close", () => {
      const left = (open.get(network) ?? 1) - 1;
      if (left === 0) open.delete(network);
      else open.set(network, left);
    });
  });
}
