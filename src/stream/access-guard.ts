import type { FastifyInstance, FastifyRequest } from "fastify";

import { AfarError } from "../base/errors.ts";

import { type Caller, maySeeBed } from "./caller.ts";
import type { RouteScope, Scope } from "./scopes.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    scope?: RouteScope;
  }
  interface FastifyRequest {
    /** Who calls; null where nobody is signed in, which only public routes ever see. */
    caller: Caller | null;
  }
}

/** Finds out who calls; null: nobody that the station knows. Throws AfarError for credentials that are refused. */
export type Identify = (request: FastifyRequest) => Caller | null;

/**
 * Guards every route that is added from here on: a route says which scope it needs, and one that does not say is a fault at
 * the start.
 *
 *     server.get("/api/beds/:bed/vitals", { config: { scope: "read" } }, ...)
 *     server.post("/api/accounts/sign-in", { config: { scope: "public" } }, ...)
 *
 * A caller without the scope never reaches the handler, nor is the body read. A route about one bed names it `:bed` in its
 * path, or `bed` in its query: a caller who may not see that bed is told that there is none. A route about several beds leaves
 * out those that `maySeeBed` denies. `callerOf` gives a handler who calls, for the log.
 */
export function guardRoutes(server: FastifyInstance, identify: Identify): void {
  server.decorateRequest("caller", null);
  server.addHook("onRoute", ({ config, method, url }) => {
    if (config?.scope === undefined)
      throw new TypeError(`the route ${method} ${url} does not say which scope it needs`);
  });
  server.addHook("onRequest", async (request) => {
    const { scope } = request.routeOptions.config;
    request.caller = identify(request);
    // Nothing is there.
    if (request.is404 || scope === "public") return;
    if (request.caller === null) throw new AfarError("SIGN_IN", "sign in first, or send a token of this station");
    if (scope === undefined || !request.caller.scopes.has(scope)) throw notAllowed(request.caller, scope);
    for (const bed of namedBeds(request)) if (!maySeeBed(request.caller, bed)) throw noSuchBed(bed);
  });
}

/** Who calls a route that is not public. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new AfarError("SIGN_IN", "sign in first, or send a token of this station");
  return request.caller;
}

/** Refuses a caller who lacks a scope that only this request needs, beside that of its route. */
export function demandScope(caller: Caller, scope: Scope): void {
  if (!caller.scopes.has(scope)) throw notAllowed(caller, scope);
}

export function noSuchBed(bed: string): AfarError {
  return new AfarError("NOT_FOUND", `there is no bed ${JSON.stringify(bed)}: GET /api/beds names them`);
}

function notAllowed(caller: Caller, scope: RouteScope | undefined): AfarError {
  return new AfarError("NOT_ALLOWED", `${caller.name} may not do this: it needs ${scope}, which an admin can give`);
}

/** Beds that the path or the query names. */
function namedBeds({ params, query }: FastifyRequest): string[] {
  return [params, query].flatMap((place) => {
    const bed: unknown = typeof place === "object" && place !== null && "bed" in place ? place.bed : [];
    return (Array.isArray(bed) ? bed : [bed]).map(String);
  });
}
