import type { FastifyInstance } from "fastify";

import { AfarError } from "../base/errors.ts";

import type { EventLoopWatch } from "./event-loop.ts";
import type { BedHub } from "./hub.ts";
import type { Readers } from "./readers.ts";

/** A bed that has been silent for longer is not well: pages grey it within the same time. */
const HEALTHY_SILENCE_MS = 2000;

/** The station's API. Everything is read only; answers are JSON and are never cached. */
export function addRoutes(server: FastifyInstance, hub: BedHub, readers: Readers, loop: EventLoopWatch): void {
  server.get<{ Querystring: { renew?: string } }>("/api/health", (request) => {
    const beds = hub.summaries();
    const ok = beds.every((bed) => bed.state === "running" && (bed.silentMs ?? 0) < HEALTHY_SILENCE_MS);
    return { ok, beds, readers: readers.count, eventLoopDelay: loop.read(request.query.renew !== undefined) };
  });

  server.get("/api/beds", () => ({ beds: hub.summaries() }));

  server.get<{ Params: { bed: string } }>("/api/beds/:bed/vitals", (request) => {
    const { bed } = request.params;
    const vitals = hub.vitals(bed);
    if (vitals === undefined) {
      throw new AfarError("NOT_FOUND", `there is no bed ${JSON.stringify(bed)}: GET /api/beds names them`);
    }
    if (vitals === null) throw new AfarError("NOT_FOUND", `bed ${bed} has no values yet: ask again in a second`);
    return vitals;
  });

  server.route({
    method: "GET",
    url: "/api/stream",
    handler: () => {
      throw new AfarError("USAGE", "/api/stream is a WebSocket: open it as ws:// instead");
    },
    wsHandler: (socket) => readers.admit(socket, hub.replay()),
  });
}
