import type { FastifyInstance, FastifyRequest } from "fastify";

import { AfarError } from "../base/errors.ts";
import { BedOrder, OrderAnswer } from "../wire/alarm-messages.ts";
import { parseBedOrder } from "../wire/alarm-parsing.ts";
import { BedSummaries, type BedSummary, Health, HealthQuery, NamedBed, StreamQuery } from "../wire/api.ts";
import { Vitals } from "../wire/vitals.ts";

import { callerOf, demandScope, noSuchBed } from "./access-guard.ts";
import { maySeeBed } from "./caller.ts";
import type { EventLoopWatch } from "./event-loop.ts";
import type { BedHub } from "./hub.ts";
import type { Readers } from "./readers.ts";
import { failureAnswers } from "./route-schemas.ts";

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
  const tags = ["beds"];

  server.get<{ Querystring: { renew?: string } }>(
    "/api/health",
    {
      config,
      schema: {
        tags,
        summary: "Whether all beds run, and how the station itself does",
        querystring: HealthQuery,
        response: { 200: Health, ...failureAnswers(401, 403, 429) },
      },
    },
    (request): Health => {
      const beds = summariesFor(request);
      const ok = beds.every((bed) => bed.state === "running" && (bed.silentMs ?? 0) < HEALTHY_SILENCE_MS);
      return { ok, beds, readers: readers.count, eventLoopDelay: loop.read(request.query.renew !== undefined) };
    },
  );

  server.get(
    "/api/beds",
    {
      config,
      schema: {
        tags,
        summary: "The beds, in the order of the monitor",
        response: { 200: BedSummaries, ...failureAnswers(401, 403, 429) },
      },
    },
    (request) => ({ beds: summariesFor(request) }),
  );

  const vitalsSchema = {
    tags,
    summary: "The latest values of a bed with their evidence",
    params: NamedBed,
    response: { 200: Vitals, ...failureAnswers(401, 403, 404, 429) },
  };
  server.get<{ Params: { bed: string } }>("/api/beds/:bed/vitals", { config, schema: vitalsSchema }, (request) => {
    const { bed } = request.params;
    const vitals = hub.vitals(bed);
    if (vitals === undefined) throw noSuchBed(bed);
    if (vitals === null) throw new AfarError("NOT_FOUND", `bed ${bed} has no values yet: ask again in a second`);
    return vitals;
  });

  server.post<{ Params: { bed: string } }>(
    "/api/beds/:bed/commands",
    {
      config: { scope: "order" },
      // The handler says it better than the schema of all orders could.
      validatorCompiler: () => () => true,
      schema: {
        tags,
        summary: "Give a bed an order; a recording needs the scope record too",
        params: NamedBed,
        body: BedOrder,
        response: { 200: OrderAnswer, ...failureAnswers(400, 401, 403, 404, 413, 429) },
      },
    },
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

  server.route<{ Querystring: StreamQuery }>({
    method: "GET",
    url: "/api/stream",
    config,
    schema: {
      tags: ["stream"],
      summary: "The stream, a WebSocket: GET /api/asyncapi.json describes its messages",
      querystring: StreamQuery,
      response: { 101: { description: "The connection is a WebSocket." }, ...failureAnswers(400, 401, 403, 429) },
    },
    handler: () => {
      throw new AfarError("USAGE", "/api/stream is a WebSocket: open it as ws:// instead");
    },
    wsHandler: (socket, request) =>
      readers.admit(socket, callerOf(request), hub.replay(), (request.query as StreamQuery).waves === "binary"),
  });

  function summariesFor(request: FastifyRequest): BedSummary[] {
    const caller = callerOf(request);
    return hub.summaries().filter(({ bed }) => maySeeBed(caller, bed));
  }
}
