import { isIPv6 } from "node:net";

import type { FastifyRequest } from "fastify";

/** Groups of an IPv6 address that one household or ward is given: what follows, its owner changes at will. */
const NETWORK_GROUPS = 4;

/** Where a request comes from by its connection, which no header can say otherwise: an IPv4 address, or the network of an IPv6 address. */
export function addressOf(request: FastifyRequest): string {
  return networkOf(request.socket?.remoteAddress ?? "unknown");
}

/** The part of an address that its owner cannot change at will. Allocates. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1];
  if (!isIPv6(address)) return address;
  const [before, after] = address.split("%")[0].split("::");
  const head = before === "" ? [] : before.split(":");
  const tail = after === undefined || after === "" ? [] : after.split(":");
  const groups = [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0"), ...tail];
  if (address === "::1") return address;
  return `${groups.slice(0, NETWORK_GROUPS).join(":").toLowerCase()}::/64`;
}
