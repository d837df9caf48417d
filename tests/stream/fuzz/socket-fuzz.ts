import { connect } from "node:net";

import fc from "fast-check";
import { expect, vi } from "vitest";

import { noteMemory } from "../../bounded-memory.ts";
import { guardedStation } from "../accounts/guarded-station.ts";

import { FRAMES } from "./corpus.ts";

/** A frame whose head says what it likes of what follows. */
const frame = fc
  .record({
    first: fc.integer({ min: 0, max: 255 }),
    masked: fc.boolean(),
    said: fc.oneof(fc.integer({ min: 0, max: 125 }), fc.constantFrom(126, 127)),
    long: fc.uint8Array({ minLength: 8, maxLength: 8 }),
    payload: fc.uint8Array({ maxLength: 200 }),
  })
  .map(({ first, masked, said, long, payload }) => {
    const length = said === 126 ? [...long.subarray(0, 2)] : said === 127 ? [...long] : [];
    return [first, (masked ? 0x80 : 0) | said, ...length, ...(masked ? [1, 2, 3, 4] : []), ...payload];
  });
const bytes = fc.oneof(
  frame,
  fc.array(frame, { maxLength: 5 }).map((frames) => frames.flat()),
  fc.constantFrom(...FRAMES).map((each) => [...each]),
  fc.uint8Array({ maxLength: 400 }).map((each) => [...each]),
);
/** What the upgrade itself is asked with. */
const head = fc.oneof(
  { weight: 8, arbitrary: fc.constant<readonly string[]>([]) },
  {
    weight: 1,
    arbitrary: fc.array(
      fc.string({ maxLength: 60 }).map((text) => `x: ${text.replace(/[\r\n]/g, "")}`),
      { maxLength: 4 },
    ),
  },
);

/** Opens `count` streams and sends bytes that no browser would; afterwards the station serves as before, and holds no more memory. */
export async function fuzzSocket(count: number): Promise<void> {
  const faults: unknown[] = [];
  const station = await guardedStation({ requestsPerMinute: 1e9, onFault: (error) => void faults.push(error) });
  const { token } = station.store.issue({ label: "fuzz", scopes: ["read"], days: null }, "test");
  const good = station.stream({ token });
  await vi.waitFor(() => expect(good.messages.length).toBeGreaterThan(1), 10_000);
  const expectFreed = noteMemory();

  const strange = (sent: readonly number[], more: readonly string[]) =>
    new Promise<void>((resolve) => {
      const socket = connect(station.port, "127.0.0.1", () => {
        const lines = [
          "GET /api/stream HTTP/1.1",
          `Host: 127.0.0.1:${station.port}`,
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
          "Sec-WebSocket-Version: 13",
          `Authorization: Bearer ${token}`,
          ...more,
        ];
        socket.write(`${lines.join("\r\n")}\r\n\r\n`);
        socket.write(Buffer.from(sent));
        socket.end();
      });
      socket.on("data", () => undefined);
      socket.on("error", () => undefined);
      socket.on("close", () => resolve());
    });
  await fc.assert(
    fc.asyncProperty(bytes, head, async (sent, more) => strange(sent, more)),
    { numRuns: count },
  );

  const heard = good.messages.length;
  await vi.waitFor(() => expect(good.messages.length).toBeGreaterThan(heard), 10_000);
  await vi.waitFor(async () => {
    const health = JSON.parse((await station.send("/api/health", { token })).text);
    expect(health.readers).toBe(1);
  }, 10_000);
  expect(faults).toEqual([]);
  expectFreed();
}
