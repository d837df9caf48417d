import type { FastifyHelmetOptions } from "@fastify/helmet";

const YEAR_S = 31_536_000;

/**
 * Headers of every answer. The page may load only what this station serves: no inline script or style, no outside asset, no
 * frame around it, no form that is sent by itself. `secure`: the station speaks TLS, and browsers shall use nothing else.
 */
export function pageSecurity(secure: boolean): FastifyHelmetOptions {
  return {
    global: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: YEAR_S, includeSubDomains: false } : false,
    xFrameOptions: { action: "deny" },
    referrerPolicy: { policy: "no-referrer" },
  };
}
