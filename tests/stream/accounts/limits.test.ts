import { connect, type Socket } from "node:net";

import { expect, onTestFinished, test, vi } from "vitest";

import { networkOf } from "../../../src/stream/accounts/network-address.ts";

import { guardedStation } from "./guarded-station.ts";

const PATIENCE = { timeout: 20_000, interval: 50 };

test("an address that its owner can change at will is counted by its network", () => {
  expect(networkOf("10.0.0.7")).toBe("10.0.0.7");
  expect(networkOf("::ffff:10.0.0.7")).toBe("10.0.0.7");
  expect(networkOf("::1")).toBe("::1");
  expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(networkOf("2001:DB8:1:2::9")).toBe("2001:db8:1:2::/64");
  expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(networkOf("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  expect(networkOf("unknown")).toBe("unknown");
});

/** First that a station answers to the stranger; empty where it closed the connection. */
function answerTo(port: number): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", localAddress: "127.0.0.2" });
  socket.write(`GET /api/session HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
  return new Promise((resolve) => {
    socket.once("data", (data) => resolve(String(data)));
    socket.on("error", () => resolve(""));
    socket.on("close", () => resolve(""));
  });
}

test("a stranger who holds connections open has sixty-four of them, and the others still get in", async () => {
  const station = await guardedStation({ roles: ["admin"] });
  const open = new Set<Socket>();
  const sockets = Array.from({ length: 100 }, () => {
    const socket = connect({ port: station.port, host: "127.0.0.1", localAddress: "127.0.0.2" });
    socket.on("error", () => undefined);
    socket.on("connect", () => open.add(socket));
    socket.on("close", () => open.delete(socket));
    socket.resume();
    return socket;
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  await vi.waitFor(() => expect(open.size).toBe(64), PATIENCE);
  await station.signIn("admin");
  for (const socket of sockets) socket.destroy();
  // The station hears of the closed ones one by one.
  await vi.waitFor(async () => expect(await answerTo(station.port)).toMatch(/^HTTP\/1\.1 200/), PATIENCE);
});

test("one account has half of the readers' places, and another account still finds one", async () => {
  const station = await guardedStation({ maxReaders: 4 });
  const greedy = { cookie: await station.signIn("viewer") };
  const readers = [0, 1, 2].map(() => station.stream(greedy));
  expect(await readers[2].closed).toBe(1013);
  const other = station.stream({ cookie: await station.signIn("nurse") });
  await vi.waitFor(() => expect(other.messages.length).toBeGreaterThan(1), PATIENCE);
});
