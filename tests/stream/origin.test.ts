import fc from "fast-check";
import { expect, test } from "vitest";

import { isOwnRequest } from "../../src/stream/origin.ts";

test("the three names of loopback with the station's own port are let in, with and without their Origin", () => {
  for (const host of ["127.0.0.1:8080", "localhost:8080", "[::1]:8080", "LOCALHOST:8080"]) {
    expect(isOwnRequest(host, undefined, 8080)).toBe(true);
    expect(isOwnRequest(host, `http://${host}`, 8080)).toBe(true);
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
    expect(isOwnRequest(host, undefined, 8080), String(host)).toBe(false);
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
    expect(isOwnRequest("localhost:8080", origin, 8080), origin).toBe(false);
  }
});

test("on port 80 browsers leave the port out of both headers", () => {
  expect(isOwnRequest("localhost", "http://127.0.0.1", 80)).toBe(true);
  expect(isOwnRequest("localhost", "http://127.0.0.1", 8080)).toBe(false);
});

test("no domain name whatsoever passes as a host", () => {
  fc.assert(
    fc.property(fc.domain(), fc.integer({ min: 1, max: 65_535 }), (domain, port) => {
      expect(isOwnRequest(`${domain}:${port}`, undefined, port)).toBe(false);
      expect(isOwnRequest(`127.0.0.1:${port}`, `http://${domain}:${port}`, port)).toBe(false);
    }),
  );
});
