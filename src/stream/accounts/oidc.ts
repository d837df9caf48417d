import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";

import { ROLES, type Role } from "../scopes.ts";

/** How users sign in at a service of the hospital, after OpenID Connect. */
export interface OidcChoice {
  /** What to write on the button. */
  readonly label: string;
  /** Address of the service; plain HTTP on loopback only. */
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a client without one. */
  readonly clientSecret: string | null;
  /** Claim that tells a user's groups, a word or a list of words; dots lead into objects. */
  readonly roleClaim: string;
  /** Role of each group; who is in several has the highest, who is in none is turned away. */
  readonly roles: Readonly<Record<string, Role>>;
  /** Asked for beside `openid`. */
  readonly scopes: readonly string[];
}

/** What a sign-in that has begun is checked against when the user comes back. */
export interface OidcAttempt {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly redirect: string;
}

export interface OidcUser {
  readonly name: string;
  /** Null: none of the groups has one. */
  readonly role: Role | null;
}

export interface OidcClient {
  /** Where to send the user. Throws what the service's silence throws. */
  begin(redirect: string): Promise<{ readonly address: string; readonly attempt: OidcAttempt }>;
  /** Who came back. `returned`: path and query. Throws where anything is not as it must be. */
  finish(returned: string, attempt: OidcAttempt): Promise<OidcUser>;
}

const TIMEOUT_S = 10;

export function planOidc(choice: OidcChoice): OidcClient {
  let found: Promise<Configuration> | null = null;

  /** The service is asked who it is at the first sign-in, and again where it was silent. */
  function service(): Promise<Configuration> {
    found ??= discovery(new URL(choice.issuer), choice.clientId, choice.clientSecret ?? undefined, undefined, {
      timeout: TIMEOUT_S,
      // The signature is checked, whatever the connection that it came over proves.
      execute: [enableNonRepudiationChecks, ...(choice.issuer.startsWith("http://") ? [allowInsecureRequests] : [])],
    }).catch((error) => {
      found = null;
      throw error;
    });
    return found;
  }

  return {
    async begin(redirect) {
      const configuration = await service();
      const attempt = { verifier: randomPKCECodeVerifier(), state: randomState(), nonce: randomNonce(), redirect };
      const address = buildAuthorizationUrl(configuration, {
        redirect_uri: redirect,
        scope: ["openid", ...choice.scopes].join(" "),
        code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: "S256",
        state: attempt.state,
        nonce: attempt.nonce,
      });
      return { address: address.href, attempt };
    },
    async finish(returned, { verifier, state, nonce, redirect }) {
      const tokens = await authorizationCodeGrant(await service(), new URL(returned, redirect), {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims() ?? { sub: "" };
      return { name: userName(claims, choice.issuer), role: roleOf(claims, choice) };
    },
  };
}

/** Highest role of the groups that a claim names; null for none. */
export function roleOf(claims: object, { roleClaim, roles }: Pick<OidcChoice, "roleClaim" | "roles">): Role | null {
  // Some services name claims by addresses, which hold dots themselves.
  const value = inside(claims, roleClaim) ?? roleClaim.split(".").reduce<unknown>(inside, claims);
  const groups = [value].flat().filter((group) => typeof group === "string");
  const held = groups.flatMap((group) => (Object.hasOwn(roles, group) ? [roles[group]] : []));
  return ROLES.findLast((role) => held.includes(role)) ?? null;
}

function inside(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** Never that of an account of this station: those hold no `@`. */
function userName(claims: { readonly sub: string; readonly [key: string]: unknown }, issuer: string): string {
  const { preferred_username, email, sub } = claims;
  const name = [preferred_username, email].find((each) => typeof each === "string" && each !== "") ?? sub;
  const plain = String(name)
    .replace(/[^\p{L}\p{N}._@+-]/gu, "_")
    .slice(0, 48);
  return `${plain}@${new URL(issuer).hostname}`;
}
