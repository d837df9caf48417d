import limitRate from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";

import { AfarError } from "../base/errors.ts";

import { addressOf } from "./accounts/network-address.ts";

/** Requests a minute of one account or token, or of one network where nobody is signed in. */
const MOST_A_MINUTE = 1200;

/**
 * Bounds how often callers may ask, on the routes that are added from here on. `isRequired`: nobody is counted where nobody
 * signs in, since only the box itself is heard then.
 */
export async function limitRequests(server: FastifyInstance, isRequired: () => boolean): Promise<void> {
  await server.register(limitRate, {
    global: true,
    max: MOST_A_MINUTE,
    timeWindow: 60_000,
    keyGenerator: keyOf,
    allowList: () => !isRequired(),
    errorResponseBuilder: (_request, { ttl }) =>
      new AfarError("TOO_OFTEN", `too many requests: try again in ${Math.ceil(ttl / 1000)} s`),
  });
}

function keyOf(request: FastifyRequest): string {
  return request.caller === null ? `address ${addressOf(request)}` : `caller ${request.caller.name}`;
}
