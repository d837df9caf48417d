import type { FastifyHelmetOptions } from "@fastify/helmet";

/**
 * Headers of every answer. The page may load only what this station serves: no inline script or style, no outside asset, no
 * frame around it. HTTPS headers are off: the station is plain HTTP on loopback.
 */
export const PAGE_SECURITY: FastifyHelmetOptions = {
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
  strictTransportSecurity: false,
  xFrameOptions: { action: "deny" },
  referrerPolicy: { policy: "no-referrer" },
};
