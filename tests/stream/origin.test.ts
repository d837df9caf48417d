import fc from "fast-check";
import { expect, test } from "vitest";

import { isOwnRequest, LOOPBACK_NAMES } from "../../src/stream/origin.ts";

const own = (port: number) => ({ port, secure: false, names: LOOPBACK_NAMES });

test("the three names of loopback with the station's own port are let in, with and without their Origin", () => {
  for (const host of ["127.0.0.1:8080", "localhost:8080", "[::1]:8080", "LOCALHOST:8080"]) {
    expect(isOwnRequest(host, undefined, own(8080))).toBe(true);
    expect(isOwnRequest(host, `http://${host}`, own(8080))).toBe(true);
  }
});

test("a name that only resembles loopback is turned away", () => {
  for (const host of [
    undefined,
    "",
    "127.0.0.1",
    "127.0.0.1:8081",
    "127.0.0.1.evil.example:8080",
    "localhost.evil.example:8080",
    "evil.example:8080",
    "127.0.0.1:8080@evil.example",
    "0.0.0.0:8080",
    " localhost:8080",
  ]) {
    expect(isOwnRequest(host, undefined, own(8080)), String(host)).toBe(false);
  }
});

test("another site's Origin is turned away even when the Host is right", () => {
  for (const origin of [
    "null",
    "",
    "http://evil.example",
    "https://localhost:8080",
    "http://localhost",
    "file://",
    "http://localhost:8080/",
  ]) {
    expect(isOwnRequest("localhost:8080", origin, own(8080)), origin).toBe(false);
  }
});

test("on port 80 browsers leave the port out of both headers", () => {
  expect(isOwnRequest("localhost", "http://127.0.0.1", own(80))).toBe(true);
  expect(isOwnRequest("localhost", "http://127.0.0.1", own(8080))).toBe(false);
});

test("no domain name whatsoever passes as a host", () => {
  fc.assert(
    fc.property(fc.domain(), fc.integer({ min: 1, max: 65_535 }), (domain, port) => {
      expect(isOwnRequest(`${domain}:${port}`, undefined, own(port))).toBe(false);
      expect(isOwnRequest(`127.0.0.1:${port}`, `http://${domain}:${port}`, own(port))).toBe(false);
    }),
  );
});

test("a station with TLS answers to its configured names over https only", () => {
  const secure = { port: 8443, secure: true, names: [...LOOPBACK_NAMES, "ward-3.example", "[fd00::7]"] };
  for (const name of ["ward-3.example:8443", "WARD-3.example:8443", "[fd00::7]:8443", "localhost:8443"]) {
    expect(isOwnRequest(name, `https://${name}`, secure)).toBe(true);
    expect(isOwnRequest(name, `http://${name}`, secure)).toBe(false);
  }
  expect(isOwnRequest("ward-4.example:8443", undefined, secure)).toBe(false);
  expect(isOwnRequest("ward-3.example", "https://ward-3.example", { ...secure, port: 443 })).toBe(true);
});
