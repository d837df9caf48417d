import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { onTestFinished } from "vitest";

const KEY_ID = "made";

/** A sign-in service after OpenID Connect Core 1.0 and RFC 7636, with one user who always agrees. */
export interface MadeOidcService {
  readonly issuer: string;
  /** Claims of the user, and what the service does wrong. */
  readonly user: {
    claims: Record<string, unknown>;
    nonce?: string;
    audience?: string;
    issuer?: string;
    forged?: boolean;
    expired?: boolean;
  };
  /** What the station asked for when it sent the user. */
  readonly asked: URLSearchParams[];
  /** What the user's browser comes back with, once it was sent to `address`. */
  agree(address: string): Promise<string>;
}

export async function madeOidcService(clientId: string, clientSecret: string): Promise<MadeOidcService> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const forger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const codes = new Map<string, URLSearchParams>();
  const service = { user: { claims: {} } as MadeOidcService["user"], asked: [] as URLSearchParams[] };
  let issuer = "";

  function idToken(query: URLSearchParams): string {
    const { claims, nonce, audience, issuer: other, forged, expired } = service.user;
    const nowS = Math.floor(Date.now() / 1000);
    const body = {
      iss: other ?? issuer,
      aud: audience ?? clientId,
      iat: nowS,
      exp: nowS + (expired ? -3600 : 300),
      nonce: nonce ?? query.get("nonce"),
      ...claims,
    };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const text = `${part({ alg: "RS256", kid: KEY_ID, typ: "JWT" })}.${part(body)}`;
    return `${text}.${sign("sha256", Buffer.from(text), forged ? forger : privateKey).toString("base64url")}`;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", issuer);
    const json = (status: number, value: object) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(value));
    };
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return json(200, {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
          code_challenge_methods_supported: ["S256"],
        });
      case "/keys": {
        const key = createPublicKey(privateKey).export({ format: "jwk" });
        return json(200, { keys: [{ ...key, kid: KEY_ID, alg: "RS256", use: "sig" }] });
      }
      case "/authorize": {
        const code = randomBytes(8).toString("hex");
        service.asked.push(url.searchParams);
        codes.set(code, url.searchParams);
        const back = new URL(url.searchParams.get("redirect_uri") ?? "");
        back.searchParams.set("code", code);
        back.searchParams.set("state", url.searchParams.get("state") ?? "");
        response.writeHead(302, { location: back.href });
        response.end();
        return;
      }
      case "/token": {
        let text = "";
        for await (const chunk of request) text += chunk;
        const form = new URLSearchParams(text);
        const query = codes.get(form.get("code") ?? "");
        codes.delete(form.get("code") ?? "");
        const challenge = createHash("sha256")
          .update(form.get("code_verifier") ?? "")
          .digest("base64url");
        const isClient = form.get("client_id") === clientId && form.get("client_secret") === clientSecret;
        if (!query || challenge !== query.get("code_challenge") || !isClient)
          return json(400, { error: "invalid_grant" });
        if (form.get("redirect_uri") !== query.get("redirect_uri")) return json(400, { error: "invalid_grant" });
        return json(200, { access_token: "at", token_type: "Bearer", expires_in: 300, id_token: idToken(query) });
      }
      default:
        return json(404, {});
    }
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => void server.close());
  return {
    issuer,
    ...service,
    async agree(address) {
      const response = await fetch(address, { redirect: "manual" });
      const back = new URL(response.headers.get("location") ?? "");
      return `${back.pathname}${back.search}`;
    },
  };
}
