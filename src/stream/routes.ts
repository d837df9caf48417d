import type { FastifyInstance, FastifyRequest } from "fastify";

import { AfarError } from "../base/errors.ts";
import type { BedOrder, OrderAnswer } from "../wire/alarm-messages.ts";
import { parseBedOrder } from "../wire/alarm-parsing.ts";

import { callerOf, demandScope, noSuchBed } from "./access-guard.ts";
import { maySeeBed } from "./caller.ts";
import type { EventLoopWatch } from "./event-loop.ts";
import type { BedHub, BedSummary } from "./hub.ts";
import type { Readers } from "./readers.ts";

/** A bed that has been silent for longer is not well: pages grey it within the same time. */
const HEALTHY_SILENCE_MS = 2000;

/** What does what pages order. */
export interface OrderDesk {
  /** Answers once the log has it, or as not recorded. Undefined where there is no such bed. */
  obey(bed: string, order: BedOrder, by: string): Promise<OrderAnswer> | undefined;
}

/** The station's API: everything is read only but the orders. Answers are JSON and are never cached. */
export function addRoutes(
  server: FastifyInstance,
  hub: BedHub,
  readers: Readers,
  loop: EventLoopWatch,
  desk: () => OrderDesk | null,
): void {
  const config = { scope: "read" } as const;

  server.get<{ Querystring: { renew?: string } }>("/api/health", { config }, (request) => {
    const beds = summariesFor(request);
    const ok = beds.every((bed) => bed.state === "running" && (bed.silentMs ?? 0) < HEALTHY_SILENCE_MS);
    return { ok, beds, readers: readers.count, eventLoopDelay: loop.read(request.query.renew !== undefined) };
  });

  server.get("/api/beds", { config }, (request) => ({ beds: summariesFor(request) }));

  server.get<{ Params: { bed: string } }>("/api/beds/:bed/vitals", { config }, (request) => {
    const { bed } = request.params;
    const vitals = hub.vitals(bed);
    if (vitals === undefined) throw noSuchBed(bed);
    if (vitals === null) throw new AfarError("NOT_FOUND", `bed ${bed} has no values yet: ask again in a second`);
    return vitals;
  });

  server.post<{ Params: { bed: string } }>(
    "/api/beds/:bed/commands",
    { config: { scope: "order" } },
    async (request) => {
      const { bed } = request.params;
      const order = parseBedOrder(request.body);
      if (order === null) {
        throw new AfarError(
          "USAGE",
          'an order is JSON such as {"order": "acknowledge", "id": null}: the README lists them',
        );
      }
      const caller = callerOf(request);
      if (order.order === "record") demandScope(caller, "record");
      const answer = desk()?.obey(bed, order, caller.name);
      if (answer === undefined) throw noSuchBed(bed);
      return answer;
    },
  );

  server.route({
    method: "GET",
    url: "/api/stream",
    config,
    handler: () => {
      throw new AfarError("USAGE", "/api/stream is a WebSocket: open it as ws:// instead");
    },
    wsHandler: (socket, request) => readers.admit(socket, callerOf(request), hub.replay()),
  });

  function summariesFor(request: FastifyRequest): BedSummary[] {
    const caller = callerOf(request);
    return hub.summaries().filter(({ bed }) => maySeeBed(caller, bed));
  }
}
