import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from "fastify";

import { AfarError } from "../base/errors.ts";
import { noteOf } from "../wire/note-codes.ts";

import { type Caller, maySeeBed } from "./caller.ts";
import type { RouteScope, Scope } from "./scopes.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    scope?: RouteScope;
  }
  interface FastifyRequest {
    /** Who calls; null where nobody is signed in, which only public routes ever see. */
    caller: Caller | null;
    /** Why the credentials that came with it were refused. */
    refusal: AfarError | null;
  }
}

/** Finds out who calls; null: nobody that the station knows. Throws AfarError for credentials that are refused. */
export type Identify = (request: FastifyRequest) => Caller | null;

/** Told of callers that were kept from a route which their scopes do not reach. */
export type OnDenied = (request: FastifyRequest, caller: Caller, scope: Scope) => void;

/** A route and the scope that it needs. */
export interface GuardedRoute {
  readonly method: string;
  readonly url: string;
  readonly scope: RouteScope;
}

/** What concerns all beds at once: no caller has it who may see only some. */
const OF_ALL_BEDS: ReadonlySet<Scope> = new Set<Scope>(["replay", "diagnose", "administer"]);

/** Finds out who calls before anything else looks at a request: the limits on requests count by it. */
export function identifyCallers(server: FastifyInstance, identify: Identify): void {
  server.decorateRequest("caller", null);
  server.decorateRequest("refusal", null);
  server.addHook("onRequest", async (request) => {
    try {
      request.caller = identify(request);
    } catch (error) {
      if (!(error instanceof AfarError)) throw error;
      request.refusal = error;
    }
  });
}

/**
 * Guards every route that is added from here on: a route says which scope it needs, and one that does not say is a fault at
 * the start.
 *
 *     server.get("/api/beds/:bed/vitals", { config: { scope: "read" } }, ...)
 *     server.post("/api/sign-in", { config: { scope: "public" } }, ...)
 *
 * A caller without the scope never reaches the handler, nor is the body read. A route about one bed names it `:bed` in its
 * path, or `bed` in its query: a caller who may not see that bed is told that there is none. A route about several beds leaves
 * out those that `maySeeBed` denies. `callerOf` gives a handler who calls, for the log.
 *
 * Returns the routes as they are added.
 */
export function guardRoutes(server: FastifyInstance, onDenied: OnDenied): readonly GuardedRoute[] {
  const routes: GuardedRoute[] = [];
  server.addHook("onRoute", (route) => {
    const { config, method, url, onRequest = [] } = route;
    const scope = config?.scope;
    if (scope === undefined) throw new TypeError(`the route ${method} ${url} does not say which scope it needs`);
    for (const each of [method].flat()) routes.push({ method: each, url, scope });
    if (scope === "public") return;
    const guard: onRequestAsyncHookHandler = async (request) => {
      const caller = callerOf(request);
      if (!caller.scopes.has(scope) || (caller.beds !== null && OF_ALL_BEDS.has(scope))) {
        onDenied(request, caller, scope);
        throw notAllowed(caller, scope);
      }
      for (const bed of namedBeds(request)) if (!maySeeBed(caller, bed)) throw noSuchBed(bed);
    };
    route.onRequest = [...[onRequest].flat(), guard];
  });
  return routes;
}

/** Who calls a route that is not public. */
export function callerOf({ caller, refusal }: FastifyRequest): Caller {
  if (caller !== null) return caller;
  throw refusal ?? new AfarError("SIGN_IN", "sign in first, or send a token of this station");
}

/** Refuses a caller who lacks a scope that only this request needs, beside that of its route. */
export function demandScope(caller: Caller, scope: Scope): void {
  if (!caller.scopes.has(scope)) throw notAllowed(caller, scope);
}

export function noSuchBed(bed: string): AfarError {
  return new AfarError("NOT_FOUND", `there is no bed ${JSON.stringify(bed)}: GET /api/beds names them`);
}

function notAllowed({ name, scopes, stoodDown }: Caller, scope: Scope): AfarError {
  if (scopes.has(scope)) return new AfarError("NOT_ALLOWED", `${name} may not do this: it concerns all beds`);
  if (stoodDown) {
    return new AfarError("SIGN_IN", "this screen was left alone and only shows: sign in again to do more", {
      note: noteOf("screen-left-alone", {}),
    });
  }
  return new AfarError("NOT_ALLOWED", `${name} may not do this: it needs the scope ${scope}, which an admin can give`);
}

/** Beds that the path or the query names. */
function namedBeds({ params, query }: FastifyRequest): string[] {
  return [params, query].flatMap((place) => {
    const bed: unknown = typeof place === "object" && place !== null && "bed" in place ? place.bed : [];
    return (Array.isArray(bed) ? bed : [bed]).map(String);
  });
}
