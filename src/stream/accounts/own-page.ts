import type { FastifyRequest } from "fastify";

import { AfarError } from "../../base/errors.ts";

/** Whether a request changes nothing. */
export function isReading({ method }: Pick<FastifyRequest, "method">): boolean {
  return method === "GET" || method === "HEAD";
}

/**
 * Refuses what another site's page could make a browser send with the cookie of this one. A cookie counts where the request
 * changes something, or opens the stream, only beside an Origin, which browsers always send then and which was found to be this
 * station's before, and beside a content type or a header that no form and no simple request can carry.
 */
export function demandOwnPage(request: FastifyRequest): void {
  const { headers, ws } = request;
  if (isReading(request) && !ws) return;
  const site = headers["sec-fetch-site"];
  const isOwnOrigin = headers.origin !== undefined && (site === undefined || site === "same-origin");
  const isScripted = ws || headers["x-afar"] !== undefined || isJson(headers["content-type"]);
  if (isOwnOrigin && isScripted) return;
  throw new AfarError("FORBIDDEN_ORIGIN", "this request did not come from a page of this station");
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? "");
}
