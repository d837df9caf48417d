import { randomBytes } from "node:crypto";

import type { FastifyInstance, FastifyRequest } from "fastify";

import { failureAnswers } from "../route-schemas.ts";

import type { Access } from "./access.ts";
import type { AuditTrail } from "./audit.ts";
import { addressOf } from "./network-address.ts";
import { type OidcAttempt, type OidcChoice, planOidc } from "./oidc.ts";

export interface OidcPlan {
  readonly access: Access;
  readonly trail: AuditTrail;
  readonly oidc: OidcChoice;
  /** The station speaks TLS. */
  readonly secure: boolean;
  /** A clock that never jumps, ms. */
  readonly steadyMs: () => number;
}

const PATH = "/api/oidc";
const COOKIE = "afar-oidc";
const ATTEMPT_S = 600;
const MOST_ATTEMPTS = 1000;
const config = { scope: "public", rateLimit: { max: 60, timeWindow: 60_000 } } as const;
const tags = ["session"];

/** Adds the way to a sign-in elsewhere and back. What fails leads back to the page, which says so. */
export function addOidcRoutes(server: FastifyInstance, { access, trail, oidc, secure, steadyMs }: OidcPlan): void {
  const client = planOidc(oidc);
  const attempts = new Map<string, OidcAttempt & { readonly tMs: number }>();
  // Lax, since the service's page leads back: a strict one would stay behind.
  const cookie = { httpOnly: true, sameSite: "lax", path: PATH, secure, maxAge: ATTEMPT_S } as const;

  function begun(id: string | undefined): OidcAttempt | null {
    const attempt = id === undefined ? undefined : attempts.get(id);
    if (id !== undefined) attempts.delete(id);
    return attempt !== undefined && steadyMs() - attempt.tMs < ATTEMPT_S * 1000 ? attempt : null;
  }

  function refused(request: FastifyRequest, name: string | null, detail: string): string {
    trail.refused({ what: "sign-in refused", by: name, address: addressOf(request), detail });
    return "/?sign-in=refused";
  }

  server.get(
    `${PATH}/start`,
    {
      config,
      schema: {
        tags,
        summary: "Send the browser to the sign-in service",
        response: { 302: { description: "To the service, or back with a word of why not." }, ...failureAnswers(429) },
      },
    },
    async (request, reply) => {
      const redirect = `${secure ? "https" : "http"}://${request.headers.host}${PATH}/callback`;
      try {
        const { address, attempt } = await client.begin(redirect);
        const id = randomBytes(24).toString("base64url");
        const [oldest] = attempts.keys();
        if (attempts.size >= MOST_ATTEMPTS && oldest !== undefined) attempts.delete(oldest);
        attempts.set(id, { ...attempt, tMs: steadyMs() });
        return reply.setCookie(COOKIE, id, cookie).redirect(address);
      } catch (error) {
        return reply.redirect(refused(request, null, `the sign-in service failed: ${wordsOf(error)}`));
      }
    },
  );

  server.get(
    `${PATH}/callback`,
    {
      config,
      schema: {
        tags,
        summary: "Where the sign-in service sends the browser back",
        response: { 302: { description: "To the page, signed in or with a word of why not." }, ...failureAnswers(429) },
      },
    },
    async (request, reply) => {
      const attempt = begun(request.cookies[COOKIE]);
      reply.clearCookie(COOKIE, cookie);
      if (attempt === null) return reply.redirect(refused(request, null, "no sign-in elsewhere had begun here"));
      try {
        const { name, role } = await client.finish(request.url, attempt);
        if (role === null) return reply.redirect(refused(request, name, "none of the groups has a role"));
        access.letIn(request, reply, { name, role, beds: null, stamp: null });
        trail.note({ what: "signed in", by: name, address: addressOf(request), detail: `${role}, elsewhere` });
        return reply.redirect("/");
      } catch (error) {
        return reply.redirect(refused(request, null, wordsOf(error)));
      }
    },
  );
}

/** Never a secret: the library's own words name no token. */
function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : "unknown";
}
