import limitRate from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";

import { AfarError } from "../base/errors.ts";
import { noteOf } from "../wire/note-codes.ts";

import { addressOf } from "./accounts/network-address.ts";

/**
 * Bounds how often callers may ask, on the routes that are added from here on: `max` a minute for one account or token, or one network where nobody is signed in. `isRequired`: nobody is counted where nobody
 * signs in, since only the box itself is heard then.
 */
export async function limitRequests(server: FastifyInstance, max: number, isRequired: () => boolean): Promise<void> {
  await server.register(limitRate, {
    global: true,
    max,
    timeWindow: 60_000,
    keyGenerator: keyOf,
    allowList: () => !isRequired(),
    errorResponseBuilder: (_request, { ttl }) =>
      new AfarError("TOO_OFTEN", `too many requests: try again in ${Math.ceil(ttl / 1000)} s`, {
        note: noteOf("wait-seconds", { seconds: Math.ceil(ttl / 1000) }),
      }),
  });
}

function keyOf(request: FastifyRequest): string {
  return request.caller === null ? `address ${addressOf(request)}` : `caller ${request.caller.name}`;
}
