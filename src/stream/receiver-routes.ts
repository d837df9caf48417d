import type { FastifyInstance } from "fastify";

import { AfarError } from "../base/errors.ts";
import {
  askedPage,
  type DeadLetterRows,
  DeadLetterRows as DeadLetterRowsSchema,
  type DeadLettersPage,
  DeadLettersQuery,
  NamedDeadLetter,
  NamedReceiver,
  type ReceiverRows,
  ReceiverRows as ReceiverRowsSchema,
  SentAgain,
} from "../wire/receivers.ts";

import type { AuditRequest } from "./history-routes.ts";
import { emptyAnswer, failureAnswers } from "./route-schemas.ts";

/** What hands messages to receivers. Each is undefined where there is no such receiver. */
export interface DeliveryDesk {
  receivers(): ReceiverRows;
  deadLetters(receiver: string, page: DeadLettersPage): DeadLetterRows | undefined;
  /** Sends what it refused once more: the message of that id, or all. Returns how many. */
  sendAgain(receiver: string, id: string | null): number | undefined;
  /** False where there is no such message. */
  discard(receiver: string, id: string): boolean | undefined;
}

export interface ReceiverRoutesPlan {
  /** Null until the station has one. */
  readonly desk: () => DeliveryDesk | null;
  readonly audit: AuditRequest;
}

interface OfReceiver {
  readonly receiver: string;
}

interface OfDeadLetter extends OfReceiver {
  readonly id: string;
}

/** Who sees how the box does may see this: it concerns all beds, so that nobody who may see only some comes here. */
const config = { scope: "diagnose" } as const;
const tags = ["receivers"];

/** Adds what an engineer does with receivers and with what they refused; each order is in the log. */
export function addReceiverRoutes(server: FastifyInstance, { desk, audit }: ReceiverRoutesPlan): void {
  server.get(
    "/api/receivers",
    {
      config,
      schema: {
        tags,
        summary: "The receivers, what waits for each, and since when one fails",
        response: { 200: ReceiverRowsSchema, ...failureAnswers(401, 403, 404, 429) },
      },
    },
    () => ready().receivers(),
  );

  server.get<{ Params: OfReceiver; Querystring: DeadLettersQuery }>(
    "/api/receivers/:receiver/dead-letters",
    {
      config,
      schema: {
        tags,
        summary: "Messages that a receiver refused for good, the newest first, page by page",
        params: NamedReceiver,
        querystring: DeadLettersQuery,
        response: { 200: DeadLetterRowsSchema, ...failureAnswers(400, 401, 403, 404, 429) },
      },
    },
    ({ params: { receiver }, query }) => known(ready().deadLetters(receiver, askedPage(query)), receiver),
  );

  server.post<{ Params: OfReceiver }>(
    "/api/receivers/:receiver/dead-letters/retry",
    {
      config,
      schema: {
        tags,
        summary: "Send all that a receiver refused once more",
        params: NamedReceiver,
        response: { 200: SentAgain, ...failureAnswers(400, 401, 403, 404, 429) },
      },
    },
    (request): SentAgain => {
      const { receiver } = request.params;
      const count = known(ready().sendAgain(receiver, null), receiver);
      audit(request, "message sent again", `${receiver}: all ${count}`);
      return { count };
    },
  );

  server.post<{ Params: OfDeadLetter }>(
    "/api/receivers/:receiver/dead-letters/:id/retry",
    {
      config,
      schema: {
        tags,
        summary: "Send a refused message once more; refused again, it is put aside again",
        params: NamedDeadLetter,
        response: { 204: emptyAnswer, ...failureAnswers(400, 401, 403, 404, 429) },
      },
    },
    (request, reply) => {
      const { receiver, id } = request.params;
      if (known(ready().sendAgain(receiver, id), receiver) === 0) throw noSuchMessage(receiver, id);
      audit(request, "message sent again", `${receiver}: ${id}`);
      return reply.code(204).send();
    },
  );

  server.delete<{ Params: OfDeadLetter }>(
    "/api/receivers/:receiver/dead-letters/:id",
    {
      config,
      schema: {
        tags,
        summary: "Discard a refused message: this receiver never gets it",
        params: NamedDeadLetter,
        response: { 204: emptyAnswer, ...failureAnswers(400, 401, 403, 404, 429) },
      },
    },
    (request, reply) => {
      const { receiver, id } = request.params;
      if (!known(ready().discard(receiver, id), receiver)) throw noSuchMessage(receiver, id);
      audit(request, "message discarded", `${receiver}: ${id}`);
      return reply.code(204).send();
    },
  );

  function ready(): DeliveryDesk {
    const found = desk();
    if (found === null) throw new AfarError("NOT_FOUND", "the receivers are not there yet: ask again in a moment");
    return found;
  }
}

function known<T>(answer: T | undefined, receiver: string): T {
  if (answer !== undefined) return answer;
  throw new AfarError("NOT_FOUND", `there is no receiver ${JSON.stringify(receiver)}: GET /api/receivers names them`);
}

function noSuchMessage(receiver: string, id: string): AfarError {
  return new AfarError("NOT_FOUND", `${receiver} has refused no message ${JSON.stringify(id)}, or it is gone already`);
}
